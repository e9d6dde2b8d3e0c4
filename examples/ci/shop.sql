CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, source TEXT, created_at TEXT);
INSERT INTO customers VALUES (1, 'An', 'Facebook', '2024-01-02'), (2, 'Bình', 'Zalo', '2024-01-10'),
  (3, 'Chi', 'Facebook', '2024-02-03'), (4, 'Dung', NULL, '2024-02-20');
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, amount INTEGER, status TEXT, created_at TEXT);
INSERT INTO orders VALUES (1, 1, 100000, 'paid', '2024-01-05'), (2, 2, 250000, 'paid', '2024-01-20'),
  (3, 1, 50000, 'paid', '2024-02-01'), (4, 3, 400000, 'paid', '2024-02-14'), (5, 4, 30000, 'cancelled', '2024-02-25'),
  (6, 2, 70000, 'paid', '2024-03-03');
