/// The small databases of the edge tests; every expected row is worked out by hand from the rows above it.
extension EdgeTests {
  static let edges: [Edge] = [
    Edge(
      "everything null", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-09-01 08:00:00'),
          (2,'B','2023-09-02 08:00:00');
        INSERT INTO orders(id,status,amount,created_at) VALUES
          (1,'placed',100,'2023-09-03 08:00:00');
        """,
      asked: [
        ("show new_customers, orders, revenue, buyers by source month 2023-09", #"[[null,2,1,100,0]]"#),
        ("show orders by employee, department month 2023-09", #"[[null,null,1]]"#),
        ("show new_customers by age_band month 2023-09", #"[[null,2]]"#),
        ("show new_customers by age month 2023-09", #"[[null,2]]"#),
        ("show new_customers where source != Facebook month 2023-09", #"[[2]]"#),
        ("show new_customers where source = Facebook month 2023-09", #"[[0]]"#),
        ("show new_customers where not source = Facebook month 2023-09", #"[[2]]"#),
        ("show new_customers where source not in (Facebook, Zalo) month 2023-09", #"[[2]]"#),
        ("values source", #"[["Facebook",0],["Zalo",0],[null,2]]"#),
        ("funnel by source month 2023-09", #"[[null,2,0,0,1,100,0.0,null,null]]"#),
        (
          "show buyers_new, buyers_repeat, lifespan_months, cltv, nps, win_rate month 2023-09",
          #"[[0,0,null,null,null,null]]"#
        ),
      ]),
    Edge(
      "a period before all data, and one after it", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at,source_id) VALUES
          (1,'A','2023-09-01 08:00:00',1);
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',100,'2023-09-03 08:00:00');
        """,
      asked: [
        ("show orders, revenue, aov month 2020-01", #"[[0,0,null]]"#),
        ("show orders by source month 2020-01", #"[]"#),
        ("show orders by month, source from 2020-01 to 2020-02", #"[]"#),
        ("show orders, customers_total year 2030", #"[[0,1]]"#),
        ("show orders by month year 2030", #"[]"#),
        ("funnel month 2030-01", #"[[0,0,0,0,0,null,null,null]]"#),
        (
          "funnel customers -> orders month 2020-01",
          #"[[1,"customers",0,null,null,null,0],[2,"orders",0,null,null,null,null]]"#
        ),
        ("show customers_total month 2020-01", #"[[0]]"#),
        ("list orders month 2020-01", #"[]"#),
      ]),
    Edge(
      "a customer without owner", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at,owner_id) VALUES
          (1,'A','2023-09-01 08:00:00',3),
          (2,'B','2023-09-01 08:00:00',NULL);
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,2,3,'placed',100,'2023-09-03 08:00:00');
        """,
      asked: [
        ("show new_customers by owner month 2023-09", #"[["Minh",1],[null,1]]"#),
        ("show new_customers by department month 2023-09", #"[["Sales",1],[null,1]]"#),
        ("show orders by owner month 2023-09", #"[[null,1]]"#),
        ("show orders by employee month 2023-09", #"[["Minh",1]]"#),
        ("show new_customers where owner != Minh month 2023-09", #"[[1]]"#),
      ]),
    Edge(
      "events at one second", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at,relationship_id) VALUES
          (1,'A','2023-12-30 10:00:00',1);
        INSERT INTO calls(id,customer_id,direction,status,started_at) VALUES
          (1,1,'out','answered','2023-12-30 10:00:00');
        INSERT INTO relationship_changes(id,customer_id,from_relationship_id,to_relationship_id,changed_at) VALUES
          (1,1,1,2,'2023-12-30 10:00:00'),
          (2,1,2,1,'2023-12-30 10:00:00');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',100,'2023-12-30 10:00:00'),
          (2,1,1,'placed',50,'2023-12-30 10:00:00');
        """,
      asked: [
        (
          "funnel customers -> calls -> orders month 2023-12",
          #"[[1,"customers",1,100.0,100.0,0.0,0],[2,"calls",1,100.0,100.0,0.0,null],[3,"orders",1,100.0,100.0,0.0,null]]"#
        ),
        (
          "funnel strict customers -> calls -> orders month 2023-12",
          #"[[1,"customers",1,100.0,100.0,0.0,0],[2,"calls",0,0.0,0.0,null,null],[3,"orders",0,0.0,null,null,null]]"#
        ),
        (
          "funnel orders -> orders -> orders month 2023-12",
          #"[[1,"orders",1,100.0,100.0,0.0,0],[2,"orders",1,100.0,100.0,0.0,null],[3,"orders",0,0.0,0.0,null,null]]"#
        ),
        ("show buyers_new by employee month 2023-12", #"[["Minh",1]]"#),
        ("cycle relationship=Chốt days 4", #"[["2023-12-30",1,0,1,100.0],["2023-12-30",1,1,0,0.0]]"#),
        ("cycle order days 4", #"[["2023-12-30",1,0,1,100.0],["2023-12-30",1,1,0,0.0]]"#),
        ("journey days 4 | where date = 2023-12-30", #"[["2023-12-30","Mới",1,1]]"#),
      ]),
    Edge(
      "29 February", today: "2024-03-31",
      rows: """
        INSERT INTO customers(id,name,created_at,birthday) VALUES
          (1,'A','2023-02-15 08:00:00','2000-02-29');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',1,'2023-02-28 08:00:00'),
          (2,1,3,'placed',10,'2024-02-28 08:00:00'),
          (3,1,3,'placed',100,'2024-02-29 08:00:00'),
          (4,1,3,'placed',1000,'2023-03-01 08:00:00');
        """,
      asked: [
        ("show new_customers by age month 2023-02", #"[[22,1]]"#),
        ("show new_customers by age from 2023-02-01 to 2023-03-01", #"[[23,1]]"#),
        ("show new_customers by age from 2023-02-01 to 2024-02-28", #"[[23,1]]"#),
        ("show new_customers by age from 2023-02-01 to 2024-02-29", #"[[24,1]]"#),
        ("show new_customers by age_band from 2023-02-01 to 2024-02-29", #"[["18–24",1]]"#),
        (
          "show revenue by day from 2024-02-28 to 2024-03-01 compare year",
          #"[["2024-02-28",10,1,9,900.0],["2024-02-29",100,null,null,null],["2024-03-01",0,1000,-1000,-100.0]]"#
        ),
        ("show revenue month 2024-02 compare year", #"[[110,1,109,10900.0]]"#),
        ("show revenue from today - 1 month to today", #"[[100]]"#),
        ("show revenue month 2024-02 compare previous", #"[[110,0,110,null]]"#),
      ]),
    Edge(
      "a whole February against a leap year's", today: "2025-03-31",
      rows: """
        INSERT INTO orders(id,status,amount,created_at) VALUES
          (1,'placed',1,'2024-02-28 08:00:00'), (2,'placed',10,'2024-02-29 08:00:00'),
          (3,'placed',100,'2025-02-28 08:00:00');
        """,
      asked: [
        ("show revenue month 2025-02 compare year", #"[[100,11,89,809.0909090909091]]"#),
        ("show revenue by day month 2025-02 compare year | where revenue > 0", #"[["2025-02-28",100,1,99,9900.0]]"#),
      ]),
    Edge(
      "28 February against a leap year", today: "2025-02-28",
      rows: """
        INSERT INTO orders(id,status,amount,created_at) VALUES
          (1,'placed',1,'2024-02-28 08:00:00'), (2,'placed',10,'2024-02-29 08:00:00'),
          (3,'placed',100,'2025-02-28 08:00:00'), (4,'placed',1000,'2024-12-31 08:00:00');
        """,
      asked: [
        ("show revenue year 2025 compare year", #"[[100,1,99,9900.0]]"#),
        ("show revenue month 2025-02 compare year", #"[[100,1,99,9900.0]]"#),
        ("show revenue day 2025-02-28 compare year", #"[[100,1,99,9900.0]]"#),
        ("show revenue by day from 2025-02-28 to 2025-02-28 compare year", #"[["2025-02-28",100,1,99,9900.0]]"#),
      ]),
    Edge(
      "a year of 53 weeks", today: "2021-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2019-02-15 08:00:00');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',1,'2020-01-01 08:00:00'),
          (2,1,3,'placed',10,'2020-12-31 08:00:00'),
          (3,1,3,'placed',100,'2021-01-03 23:59:59'),
          (4,1,3,'placed',1000,'2021-01-04 00:00:00'),
          (5,1,3,'placed',10000,'2020-01-06 00:00:00');
        """,
      asked: [
        ("show revenue by week from 2020-12-21 to 2021-01-10", #"[["2020-W52",0],["2020-W53",110],["2021-W01",1000]]"#),
        ("show revenue by week year 2020 | where revenue > 0", #"[["2020-W01",1],["2020-W02",10000],["2020-W53",10]]"#),
        ("show revenue week 2020-W53 compare year", #"[[110,1,109,10900.0]]"#),
        ("show revenue week 2021-W01 compare year", #"[[1000,10000,-9000,-90.0]]"#),
        (
          "show revenue by week from 2020-12-28 to 2021-01-10 compare year",
          #"[["2020-W53",110,1,109,10900.0],["2021-W01",1000,10000,-9000,-90.0]]"#
        ),
        ("show revenue year 2020 compare year", #"[[10011,0,10011,null]]"#),
      ]),
    Edge(
      "the first and the last second of a period", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-08-31 23:59:59');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',1,'2023-08-31 23:59:59'),
          (2,1,3,'placed',10,'2023-09-01 00:00:00'),
          (3,1,3,'placed',100,'2023-09-30 23:59:59'),
          (4,1,3,'placed',1000,'2023-10-01 00:00:00'),
          (5,1,3,'placed',10000,'2024-01-01 00:00:00');
        """,
      asked: [
        ("show revenue month 2023-09", #"[[110]]"#),
        ("show revenue by month from 2023-08 to 2023-10", #"[["2023-08",1],["2023-09",110],["2023-10",1000]]"#),
        ("show customers_total day 2023-08-31", #"[[1]]"#),
        ("show customers_total day 2023-08-30", #"[[0]]"#),
        ("show buyers_existing month 2023-09", #"[[1]]"#),
        ("show revenue year 2024", #"[[0]]"#),
        ("show revenue all", #"[[1111]]"#),
        ("show revenue by hour day 2023-09-30 | where revenue > 0", #"[[23,100]]"#),
      ]),
    Edge(
      "offsets at the border of the company's day", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-08-31 23:59:59');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',1,'2023-09-30T16:59:59Z'),
          (2,1,3,'placed',10,'2023-09-30T17:00:00Z'),
          (3,1,3,'placed',100,'2023-10-01T00:30:00+09:00'),
          (4,1,3,'placed',1000,'2023-09-30 12:00:00-05:00');
        """,
      asked: [
        ("show revenue by day from 2023-09-30 to 2023-10-01", #"[["2023-09-30",101],["2023-10-01",1010]]"#)
      ]),
    Edge(
      "Đ, đ, composed and decomposed", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at,province) VALUES
          (1,'A','2023-09-01 08:00:00','Đà Nẵng'),
          (2,'B','2023-09-01 08:00:00','Đa\u{0300} Nă\u{0303}ng'),
          (3,'C','2023-09-01 08:00:00','Hà Nội'),
          (4,'D','2023-09-01 08:00:00','');
        """,
      asked: [
        ("show new_customers by province month 2023-09", #"[["Đà Nẵng",2],["",1],["Hà Nội",1]]"#),
        ("show new_customers where province = 'Đa\u{0300} Nă\u{0303}ng' month 2023-09", #"[[2]]"#),
        ("show new_customers where province = 'đà nẵng' month 2023-09", #"[[2]]"#),
        ("show new_customers where province = 'da nang' month 2023-09", #"[[2]]"#),
        ("show new_customers where province contains 'Nẵng' month 2023-09", #"[[2]]"#),
        ("show new_customers where province is null month 2023-09", #"[[0]]"#),
        ("show new_customers where province = '' month 2023-09", #"[[1]]"#),
      ]),
    Edge(
      "two employees of one name", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at,owner_id) VALUES
          (1,'A','2023-08-31 23:59:59',1),
          (2,'B','2023-09-01 10:00:00',2);
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,1,'placed',1,'2023-09-30 10:00:00'),
          (2,1,2,'placed',10,'2023-09-30 11:00:00'),
          (3,1,3,'placed',100,'2023-09-30 12:00:00');
        """,
      asked: [
        ("show revenue by employee month 2023-09", #"[["Minh",100],["Lan #2",10],["Lan #1",1]]"#),
        ("show revenue where employee = Lan month 2023-09", #"[[11]]"#),
        ("show revenue where employee = 'Lan #1' month 2023-09", #"[[1]]"#),
        ("show revenue where employee = lan2 month 2023-09", #"[[10]]"#),
        ("show revenue where employee in ('Lan #2', Minh) month 2023-09", #"[[110]]"#),
        ("show new_customers by owner from 2023-08-01 to 2023-09-30", #"[["Lan #1",1],["Lan #2",1]]"#),
        ("show revenue by employee where employee = lan2 month 2023-09", #"[["Lan",10]]"#),
      ]),
    Edge(
      "negative and huge amounts", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-08-31 23:59:59');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,1,'placed',-5,'2023-09-30 10:00:00'),
          (2,1,2,'placed',9223372036854775807,'2023-09-30 11:00:00'),
          (3,1,3,'placed',-9223372036854775807,'2023-10-30 12:00:00');
        """,
      asked: [
        ("show revenue month 2023-09", #"[[9223372036854775802]]"#),
        ("show revenue month 2023-10", #"[[-9223372036854775807]]"#),
        (
          "show revenue by employee all",
          #"[["Lan #2",9223372036854775807],["Lan #1",-5],["Minh",-9223372036854775807]]"#
        ),
        ("show revenue year 2023", #"[[-5]]"#),
      ]),
    Edge(
      "a sum that passes the border and comes back", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-08-31 23:59:59');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,1,'placed',9223372036854775807,'2023-09-30 10:00:00'),
          (2,1,2,'placed',9223372036854775807,'2023-09-30 11:00:00'),
          (3,1,3,'placed',-9223372036854775807,'2023-09-30 12:00:00'),
          (4,1,3,'placed',-7,'2023-09-30 12:00:00');
        """,
      asked: [
        ("show revenue month 2023-09", #"[[9223372036854775800]]"#)
      ]),
    Edge(
      "money as REAL with two decimals", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-08-31 23:59:59');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (2,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (3,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (4,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (5,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (6,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (7,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (8,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (9,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (10,1,3,'placed',0.1,'2023-09-30 10:00:00'),
          (11,1,3,'placed',19.99,'2023-10-30 10:00:00'),
          (12,1,3,'placed',19.99,'2023-10-30 10:00:00'),
          (13,1,3,'placed',19.99,'2023-10-30 10:00:00');
        """,
      asked: [
        ("show revenue month 2023-09", #"[[1.00]]"#),
        ("show revenue, aov month 2023-10", #"[[59.97,19.99]]"#),
        ("show revenue year 2023", #"[[60.97]]"#),
      ]),
    Edge(
      "dangling links", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at,source_id,owner_id) VALUES
          (1,'A','2023-09-01 10:00:00',77,88);
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,99,98,'placed',1,'2023-09-30 10:00:00'),
          (2,1,3,'placed',10,'2023-09-30 11:00:00');
        """,
      asked: [
        ("show orders, buyers, revenue by source month 2023-09", #"[[null,2,1,11]]"#),
        ("show orders by employee month 2023-09", #"[["Minh",1],[null,1]]"#),
        ("show new_customers by owner month 2023-09", #"[[null,1]]"#),
        ("show orders where customer is null month 2023-09", #"[[1]]"#),
        ("show buyers_new, buyers_once month 2023-09", #"[[1,1]]"#),
        (
          "funnel customers -> orders month 2023-09",
          #"[[1,"customers",1,100.0,100.0,0.0,0],[2,"orders",1,100.0,100.0,29.041666666666668,null]]"#
        ),
      ]),
    Edge(
      "division by zero", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-09-01 10:00:00');
        INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
          (1,1,3,'placed',10,'2023-09-30 10:00:00');
        """,
      asked: [
        ("metric none = orders / (orders - 1)\nshow none month 2023-09", #"[[null]]"#),
        ("metric some = coalesce(orders / (orders - 1), 7)\nshow some month 2023-09", #"[[7]]"#),
        ("show activity_rate, order_rate, win_rate, cac, aov month 2023-09", #"[[null,null,null,0.0,10.0]]"#),
      ]),
    Edge(
      "a table that is not there", today: "2023-12-31",
      rows: """
        INSERT INTO customers(id,name,created_at) VALUES
          (1,'A','2023-09-01 10:00:00');
        DROP TABLE order_items;
        DROP TABLE stock_notes;
        DROP TABLE orders;
        """,
      asked: [
        ("show customers_total, orders, revenue, aov month 2023-09", #"[[1,null,null,null]]"#),
        ("funnel month 2023-09", #"[[1,0,0,null,null,0.0,null,null]]"#),
      ]),
  ]
}
