/// Databases of many shapes, as other people's programs make them; the rows are reckoned from their numbers.
enum InitSchemas {
  /// `n(i)`: the whole numbers from 1 to a count.
  private static func numbers(_ count: Int) -> String {
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))"
  }

  static let shop = """
    CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT, signup_date TEXT, is_vip INTEGER);
    CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category_id INTEGER REFERENCES categories(id), price REAL);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), ordered_at TEXT, status TEXT,
      due_date TEXT, zip TEXT);
    CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id),
      product_id INTEGER REFERENCES products(id), line_no INTEGER, quantity INTEGER, unit_price REAL, discount REAL);
    CREATE TABLE order_products (order_id INTEGER REFERENCES orders(id), product_id INTEGER REFERENCES products(id));
    CREATE TABLE nothing_yet (id INTEGER PRIMARY KEY, name TEXT);
    CREATE VIEW v_orders AS SELECT id, customer_id, status FROM orders;
    INSERT INTO categories VALUES (1, 'Books'), (2, 'Games'), (3, 'Tools');
    \(numbers(60)) INSERT INTO customers SELECT i, 'Customer ' || i, CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN 'Hanoi'
      WHEN 2 THEN 'Hue' ELSE 'Vinh' END, date('2023-01-01', (i * 5) || ' days'), i % 2 FROM n;
    \(numbers(12)) INSERT INTO products SELECT i, 'Product ' || i, i % 3 + 1, i * 1.5 FROM n;
    \(numbers(400)) INSERT INTO orders SELECT i, i % 60 + 1, datetime('2023-11-01 08:00', (i * 11) || ' hours'),
      CASE i % 5 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'Paid' ELSE 'paid' END, date('2023-12-01', (i / 2) || ' days'),
      printf('%05d', i * 7) FROM n;
    \(numbers(800)) INSERT INTO order_items SELECT i, (i + 1) / 2, i % 12 + 1, (i + 1) % 2 + 1, i % 4 + 1, i % 12 * 1.5 + 1.5,
      CASE i % 3 WHEN 0 THEN 0.1 ELSE 0 END FROM n;
    INSERT INTO order_products SELECT order_id, product_id FROM order_items LIMIT 50;
    """

  static let callCentre = """
    CREATE TABLE agents (agent_id INTEGER PRIMARY KEY, full_name TEXT, team TEXT, hired_on DATE);
    CREATE TABLE callers (caller_id INTEGER PRIMARY KEY, phone TEXT, region TEXT);
    CREATE TABLE calls (call_id INTEGER PRIMARY KEY, caller_id INTEGER, agent_id INTEGER, started INTEGER, ended INTEGER,
      wait_seconds INTEGER, outcome TEXT, is_transfer INTEGER, rating INTEGER);
    \(numbers(8)) INSERT INTO agents SELECT i, 'Agent ' || i, CASE i % 2 WHEN 0 THEN 'North' ELSE 'South' END, '2020-01-0' || i FROM n;
    \(numbers(50)) INSERT INTO callers SELECT i, printf('09%08d', i * 137), CASE i % 3 WHEN 0 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END FROM n;
    \(numbers(600)) INSERT INTO calls SELECT i, i % 50 + 1, i % 8 + 1, 1704067200 + i * 7200, 1704067200 + i * 7200 + i % 900,
      i % 37, CASE i % 6 WHEN 0 THEN 'missed' WHEN 1 THEN 'callback' ELSE 'answered' END, i % 2, i % 5 + 1 FROM n;
    """

  static let subscriptions = """
    CREATE TABLE plans (code TEXT PRIMARY KEY, title TEXT, monthly_fee_usd REAL);
    CREATE TABLE accounts (id TEXT PRIMARY KEY, email TEXT, country TEXT, created_at TEXT);
    CREATE TABLE subscriptions (id INTEGER PRIMARY KEY, account_id TEXT REFERENCES accounts(id), plan_code TEXT REFERENCES plans(code),
      started_at TEXT, cancelled_at TEXT, renews_on TEXT, mrr REAL, currency TEXT);
    CREATE TABLE plan_changes (id INTEGER PRIMARY KEY, subscription_id INTEGER REFERENCES subscriptions(id), changed_at TEXT,
      from_plan_code TEXT, to_plan_code TEXT);
    CREATE TABLE invoices (id INTEGER PRIMARY KEY, subscription_id INTEGER REFERENCES subscriptions(id), issued_at TEXT, paid_at TEXT,
      amount REAL, currency TEXT);
    INSERT INTO plans VALUES ('free', 'Free', 0), ('pro', 'Pro', 20), ('team', 'Team', 90);
    \(numbers(80)) INSERT INTO accounts SELECT printf('acc_%03d', i), 'u' || i || '@example.com',
      CASE i % 3 WHEN 0 THEN 'VN' WHEN 1 THEN 'US' ELSE 'FR' END, strftime('%Y-%m-%dT%H:%M:%SZ', '2023-01-01', (i * 4) || ' days') FROM n;
    \(numbers(100)) INSERT INTO subscriptions SELECT i, printf('acc_%03d', i % 80 + 1), CASE i % 3 WHEN 0 THEN 'free' WHEN 1 THEN 'pro'
      ELSE 'team' END, strftime('%Y-%m-%dT%H:%M:%SZ', '2023-02-01', (i * 3) || ' days'), CASE i % 4 WHEN 0 THEN
      strftime('%Y-%m-%dT%H:%M:%SZ', '2023-03-15', (i * 3) || ' days') END, date('2024-06-01', (i % 60) || ' days'), i % 3 * 20.0, 'USD' FROM n;
    \(numbers(40)) INSERT INTO plan_changes SELECT i, i * 2, strftime('%Y-%m-%dT%H:%M:%SZ', '2023-03-01', (i * 6) || ' days'), 'pro', 'team' FROM n;
    \(numbers(500)) INSERT INTO invoices SELECT i, i % 100 + 1, strftime('%Y-%m-%dT%H:%M:%SZ', '2023-03-01', (i % 300) || ' days'),
      CASE i % 9 WHEN 0 THEN NULL ELSE strftime('%Y-%m-%dT%H:%M:%SZ', '2023-03-03', (i % 300) || ' days') END, 20 + i % 5 * 14, 'USD' FROM n;
    """

  static let clinic = """
    CREATE TABLE Patients (PatientID INTEGER PRIMARY KEY, FirstName TEXT, LastName TEXT, BirthDate TEXT, Sex TEXT);
    CREATE TABLE Doctors (DoctorID INTEGER PRIMARY KEY, DoctorName TEXT, Specialty TEXT);
    CREATE TABLE Appointments (AppointmentID INTEGER PRIMARY KEY, PatientID INTEGER, DoctorID INTEGER, BookedAt TEXT, ScheduledFor TEXT,
      Status TEXT, Fee REAL);
    CREATE TABLE Treatments (TreatmentID INTEGER PRIMARY KEY, AppointmentID INTEGER, Code TEXT, Cost REAL, Notes TEXT);
    \(numbers(40)) INSERT INTO Patients SELECT i, 'F' || i, 'L' || i, (i % 28 + 1) || '/' || (i % 12 + 1) || '/' || (1950 + i), CASE i % 2 WHEN 0 THEN 'F' ELSE 'M' END FROM n;
    \(numbers(6)) INSERT INTO Doctors SELECT i, 'Dr ' || i, CASE i % 2 WHEN 0 THEN 'GP' ELSE 'Eye' END FROM n;
    \(numbers(300)) INSERT INTO Appointments SELECT i, i % 40 + 1, i % 6 + 1, strftime('%d/%m/%Y %H:%M', '2024-01-01 09:00', (i * 9) || ' hours'),
      strftime('%d/%m/%Y %H:%M', '2024-02-20 09:00', (i * 9) || ' hours'), CASE i % 7 WHEN 0 THEN 'no show' ELSE 'done' END, 30 + i % 4 * 5 FROM n;
    \(numbers(500)) INSERT INTO Treatments SELECT i, i % 300 + 1, printf('T%02d', i % 9), i % 11 * 10, 'a note about treatment number ' || i FROM n;
    """

  static let vietnamese = """
    CREATE TABLE loai_hang (ma_loai TEXT PRIMARY KEY, ten_loai TEXT);
    CREATE TABLE khach_hang (ma_khach_hang INTEGER PRIMARY KEY, ten_khach_hang TEXT, tinh_thanh TEXT, ngay_tao TEXT);
    CREATE TABLE hang_hoa (ma_hang_hoa INTEGER PRIMARY KEY, ten_hang_hoa TEXT, ma_loai TEXT, don_gia INTEGER);
    CREATE TABLE don_hang (ma_don_hang INTEGER PRIMARY KEY, ma_khach_hang INTEGER, ngay_dat TEXT, trang_thai TEXT, tong_tien INTEGER);
    CREATE TABLE chi_tiet_don_hang (ma_don_hang INTEGER, ma_hang_hoa INTEGER, so_luong INTEGER, don_gia INTEGER, thanh_tien INTEGER,
      PRIMARY KEY (ma_don_hang, ma_hang_hoa));
    INSERT INTO loai_hang VALUES ('A', 'Sách'), ('B', 'Bút');
    \(numbers(30)) INSERT INTO khach_hang SELECT i, 'Nguyễn Văn ' || i, CASE i % 3 WHEN 0 THEN 'Hà Nội' WHEN 1 THEN 'Huế' ELSE 'Đà Nẵng' END,
      strftime('%d/%m/%Y', '2023-05-01', (i * 3) || ' days') FROM n;
    \(numbers(10)) INSERT INTO hang_hoa SELECT i, 'Hàng ' || i, CASE i % 2 WHEN 0 THEN 'A' ELSE 'B' END, i * 1000 FROM n;
    \(numbers(200)) INSERT INTO don_hang SELECT i, i % 30 + 1, strftime('%d/%m/%Y', '2023-08-01', i || ' days'), CASE i % 4 WHEN 0 THEN 'đã hủy'
      ELSE 'hoàn thành' END, i * 500 FROM n;
    \(numbers(400)) INSERT INTO chi_tiet_don_hang SELECT (i + 1) / 2, i % 10 + 1, i % 3 + 1, (i % 10 + 1) * 1000, (i % 3 + 1) * (i % 10 + 1) * 1000 FROM n;
    """

  static let vietnameseWithMarks = """
    CREATE TABLE "khách hàng" ("mã khách hàng" INTEGER PRIMARY KEY, "tên" TEXT, "tỉnh" TEXT, "ngày tạo" TEXT);
    CREATE TABLE "đơn hàng" ("mã đơn" INTEGER PRIMARY KEY, "mã khách hàng" INTEGER REFERENCES "khách hàng"("mã khách hàng"), "ngày đặt" TEXT,
      "trạng thái" TEXT, "số tiền" INTEGER, "ghi chú" TEXT);
    \(numbers(25)) INSERT INTO "khách hàng" SELECT i, 'Trần Thị ' || i, CASE i % 2 WHEN 0 THEN 'Huế' ELSE 'Vinh' END, date('2023-01-01', i || ' days') FROM n;
    \(numbers(150)) INSERT INTO "đơn hàng" SELECT i, i % 25 + 1, datetime('2023-06-01', i || ' days'), CASE i % 3 WHEN 0 THEN 'hủy' ELSE 'xong' END, i * 1000,
      NULL FROM n;
    """

  /// Nothing is declared: no type, no key, no reference.
  static let undeclared = """
    CREATE TABLE seller (seller_id, shop_name, joined);
    CREATE TABLE buyer (buyer_id, nick, joined);
    CREATE TABLE deal (deal_no, seller_id, buyer_id, price, created, state);
    \(numbers(20)) INSERT INTO seller SELECT 's' || i, 'Shop ' || i, date('2022-01-01', i || ' days') FROM n;
    \(numbers(70)) INSERT INTO buyer SELECT 'b' || i, 'nick' || i, date('2022-06-01', i || ' days') FROM n;
    \(numbers(350)) INSERT INTO deal SELECT 'd' || i, 's' || (i % 30 + 1), 'b' || (i % 70 + 1), i % 13 * 10, datetime('2023-01-01', (i * 5) || ' hours'),
      CASE i % 2 WHEN 0 THEN 'open' ELSE 'done' END FROM n;
    """

  static let eventLog = """
    CREATE TABLE events (event_id TEXT PRIMARY KEY, user_id INTEGER, event_type TEXT, ts INTEGER, page TEXT, duration_ms INTEGER, payload TEXT);
    \(numbers(800)) INSERT INTO events SELECT 'e' || i, i % 90 + 1, CASE i % 4 WHEN 0 THEN 'view' WHEN 1 THEN 'click' WHEN 2 THEN 'cart' ELSE 'buy' END,
      1700000000000 + i * 3600000, '/p/' || i % 7, i % 500, printf('{"number": %d, "text": "%s"}', i, hex(zeroblob(90))) FROM n;
    """

  static let versioned = """
    CREATE TABLE customers (row_id INTEGER PRIMARY KEY, customer_id INTEGER, version INTEGER, name TEXT, segment TEXT, valid_from TEXT, valid_to TEXT,
      is_current INTEGER);
    CREATE TABLE purchases (purchase_id INTEGER PRIMARY KEY, customer_id INTEGER, bought_at TEXT, total REAL);
    \(numbers(90)) INSERT INTO customers SELECT i, (i + 2) / 3, (i + 2) % 3 + 1, 'C' || ((i + 2) / 3), CASE i % 2 WHEN 0 THEN 'gold' ELSE 'basic' END,
      date('2023-01-01', ((i + 2) % 3 * 100) || ' days'), CASE i % 3 WHEN 0 THEN '9999-12-31' ELSE date('2023-01-01', ((i + 2) % 3 * 100 + 100) || ' days') END,
      i % 3 = 0 FROM n;
    \(numbers(240)) INSERT INTO purchases SELECT i, i % 30 + 1, datetime('2023-06-01', (i * 20) || ' hours'), i * 1.25 FROM n;
    """

  static let oneTable = """
    CREATE TABLE sales (date TEXT, region TEXT, product TEXT, units INTEGER, revenue REAL);
    \(numbers(365)) INSERT INTO sales SELECT date('2023-01-01', (i - 1) || ' days'), CASE i % 3 WHEN 0 THEN 'N' WHEN 1 THEN 'S' ELSE 'W' END,
      'P' || i % 5, i % 9, i * 2.5 FROM n;
    """

  /// As `sqlite3` imports a CSV file: every column is text, and nothing is an empty text.
  static let imported = """
    CREATE TABLE bookings (booking_no TEXT, guest_code TEXT, booked_on TEXT, nights TEXT, "total amount" TEXT, paid TEXT, postcode TEXT);
    \(numbers(120)) INSERT INTO bookings SELECT i, printf('%04d', i % 40), strftime('%Y/%m/%d', '2024-01-01', i || ' days'), i % 14 + 1,
      CASE i % 10 WHEN 0 THEN '' ELSE i * 12.5 END, i % 2, printf('%05d', i * 31) FROM n;
    """

  /// Three hundred tables of a planning system: documents, their lines, and what they name.
  static var erp: String {
    var sql = "CREATE TABLE partners (id INTEGER PRIMARY KEY, partner_name TEXT, country TEXT, created_on TEXT);\n"
    sql +=
      "\(numbers(40)) INSERT INTO partners SELECT i, 'Partner ' || i, 'C' || i % 4, date('2022-01-01', i || ' days') FROM n;\n"
    for number in 1...133 {
      sql += """
        CREATE TABLE doc\(number) (id INTEGER PRIMARY KEY, partner_id INTEGER REFERENCES partners(id), posted_at TEXT, status TEXT, total NUMERIC);
        CREATE TABLE doc\(number)_lines (id INTEGER PRIMARY KEY, doc\(number)_id INTEGER REFERENCES doc\(number)(id), line_no INTEGER, name TEXT, amount NUMERIC);
        INSERT INTO doc\(number) VALUES (1, \(number % 40 + 1), '2023-0\(number % 9 + 1)-11 10:00:00', 'open', \(number * 3)),
          (2, \(number % 7 + 1), '2023-0\(number % 9 + 1)-21 10:00:00', 'closed', \(number));
        INSERT INTO doc\(number)_lines VALUES (1, 1, 1, 'a', \(number)), (2, 1, 2, 'b', \(number * 2)), (3, 2, 1, 'c', \(number));

        """
    }
    for number in 1...33 { sql += "CREATE TABLE setting\(number) (id INTEGER PRIMARY KEY, name TEXT);\n" }
    return sql
  }
}
