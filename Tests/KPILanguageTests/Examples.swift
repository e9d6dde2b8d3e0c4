/// Statements that the parser and the grammar both take, and some that neither takes.
enum Examples {
  static let questions: [String] = [
    "show revenue, aov by month year 2023 compare year",
    "show revenue - 100 month 2023-09",
    "show revenue - 100 tháng này",
    "show orders by group",
    "show f.list, target, kind, name, time by status, kind | select group, order, desc | sort group desc",
    "show new_customers in 2023-08 where created_at >= today - 6 months",
    "show revenue from today - 6 months to today",
    "show revenue month 2023-09 compare with 2022-09 order by revenue desc top 5 with other having orders >= 3",
    "show share(revenue), rank(revenue), previous(aov) by source all",
    "show `show`, `a ``b` by `by`",
    "show revenue month $m where source = $s",
    "show revenue where closed_at in 2023-06 and x not in ('a', b) or y between 1 and 2 and z is not null",
    "show orders where kind = in and direction='in' or direction=in or kind = or and not x contains 'a'",
    "show revenue where province starts with 'Bình' and source in (Facebook, Zalo) and closed_at in last 7 days",
    "show revenue\n  where not (a = 1)\n  # a comment\n  month 2023-09\n  compare previous",
    "show revenue \\\n month 2023-09",
    "show a; show b;; show c",
    "share marketing_cost by source year 2023",
    "growth", "growth customers quarter 2023-Q4", "growth month 2023-09 by source", "growth orders last 10 days",
    "funnel", "funnel detail by department quarter 2023-Q3", "funnel by source, month year 2023 where gender = female",
    "funnel strict customers -> calls(status = answered) within 7 days -> orders overall 36 hours by source month 2023-09",
    "funnel customers\n  -> orders within 7 days\n  by source\n  month 2023-09",
    "cycle relationship=Chốt days 8", "cycle order days 8", "cycle orders days 30", "cycle days 84",
    "cycle contracts weeks 12 by source where province = 'Hà Nội'", "cycle weeks 1",
    "journey detail by department weeks 12 | chart to \"journey.html\"", "journey days 8", "portrait year 2023",
    "scorecard by metric month 2023-09 metrics a, b weights a 2, b 1 grades A 90, 'B+' 75", "scorecard by employee",
    "retention months 6 by source", "retention orders days 14", "list orders",
    "list customers where [revenue all] >= 100M",
    "list opportunities at closed where x = 1 year 2023", "drill Facebook orders", "drill 2023-12-30, Chốt customers",
    "drill 2023-12-09 d3", "drill customers_by_source Facebook new_customers", "drill (none) orders | export \"x.csv\"",
    "drill 'Giới thiệu' orders", "drill total orders", "drill orders", "drill a where, by having",
    "why revenue month 2023-09 compare previous by source, gender", "forecast revenue next 3 months",
    "explain analyze show revenue", "describe", "describe revenue", "values source", "alerts",
    "alerts month 2023-09 | take 3", "báo động tháng này", "các báo động tuần trước", "help", "help order by",
    "sql 'SELECT 1\n from x'", "$t | where orders > 3", "_ | take 3",
    "| sort revenue desc | take 3 | derive a = b * 2 | pivot month | unpivot | card | save as t | chart funnel to \"f.svg\"",
    "show a | assert orders > 0 \"none\" or empty | where today > 3",
  ]

  static let vietnamese: [String] = [
    "phễu theo nguồn tháng 2023-09", "chu kỳ mối_quan_hệ=Chốt ngày 8", "chu ky moi_quan_he=Chot ngay 8",
    "xem doanh_thu tháng này", "xem doanh_thu tháng trước", "xem doanh_thu theo nguồn 7 ngày qua so với kỳ trước",
    "xem doanh_thu 3 tháng gần đây so với cùng kỳ", "xem doanh_thu quý này so với quý trước", "xem doanh_thu năm nay",
    "xem doanh_thu từ 2023-09-01 đến hôm nay xếp theo doanh_thu giảm", "tang truong nam 2023",
    "dự báo doanh_thu 3 tháng tới",
    "tỷ trọng doanh_thu theo nguồn tất cả", "xem đơn_hàng lọc ngày_tạo trong tháng này và không (nguồn = Zalo)",
    "xem đơn_hàng theo nguồn lọc tỉnh bỏ trống hoặc nguồn không bỏ trống năm 2023 top 3 gộp khác",
    "danh sách khách_hàng lọc tên bắt đầu bằng 'Ng' hôm qua", "đặt x = 2 tỷ",
    "nếu $x > 3 { ghi 'a' } ngược lại { ghi 'b' }",
    "với mỗi s trong giá trị of nguồn { xem doanh_thu lọc nguồn = $s }", "chỉ số a = b / c as VND",
    "phễu nghiêm ngặt khách_hàng -> đơn_hàng trong vòng 7 ngày toàn chặng 30 ngày tháng 2023-09",
    "thẻ điểm theo chỉ số tháng này các chỉ số a, b trọng số a 2, b 1",
    "soi Facebook đơn_hàng | sắp xếp ngày giảm | lấy 3",
    "xem doanh_thu trong_vòng | biểu đồ", "kiểm tra [doanh_thu tháng này] >= 500tr hoặc rỗng",
    "cảnh báo nếu $a = 0 'không'",
  ].filter { !$0.contains("trong_vòng |") }

  static let scripts: [String] = [
    "let x = orders * 2", "let t = funnel by source month 2023-09", "let t = $u | take 3", "let x = share(revenue)",
    "param month = 2023-09 \"Month to report\"", "show a | export \"f-{$m}.csv\" excel", "param $source = Facebook",
    "param m as month \"Month\"",
    "param s in (Facebook, 'Đối tác') = Facebook", "param s in values of source", "for r in rows of $t { print $r.a }",
    "for x in (Facebook, 2023-09, 3) { print $x }", "với mỗi r trong các dòng of $t { ghi $r.a }",
    "import \"metrics.kpi\"",
    "for m in months of year 2023 { show revenue month $m }", "for s in values of source { show a; show b }",
    "if $x > 3 {\n  print \"yes\"\n}\nelse if $x > 2 { print 'a' }\nelse {\n  print \"no {$x + 1} and {{}}\"\n}",
    "report weekly($week) { show revenue $week }\nrun weekly(2023-W36)", "report plain {\n}\nrun plain",
    "assert [revenue month 2023-09] >= 500M \"September missed its target\"",
    "assert [revenue month 2023-09 where source = Facebook] within 2% of 500M or empty",
    "assert $t[\"Facebook\"].revenue = within 2% of $t.total.revenue", "warn if [orders today] = 0 \"no orders\"",
    "set timezone \"Asia/Ho_Chi_Minh\"", "set strict off", "set today 2023-12-31", "set language = vi", "set a 1, 2",
    "as lan", "open \"x.db\" model \"x.kpi\"", "print -(1 + 2) * -3 - 2 tỷ / 1_000.5k",
    "print today - 3 days + 1 month",
    "#!/usr/bin/env kpi\nshow a\n#> 1\n#! none\nshow b # done",
  ]

  static let declarations: [String] = [
    "model crm \"CRM\"\nsubject customers",
    """
    optional entity orders "Đơn hàng" {
      table orders key id, line where deleted = 0
      name code; login mail
      time created_at
      time expected_close_on "Dự kiến" planned
      time closed = if(status = open, null, coalesce(closed_at, created_at))
      time order.created_at; time x as unix; time y as "dd/mm/yyyy"
      dimension status
      dimension relationship "Mối quan hệ" = relationship_id -> relationships.name order position
      dimension age_band = bands(age(birthday), 18, 25)
      link customer = customer_id -> customers
      link employee = owner
      measure amount "Số tiền" = amount as VND
      measure rate as %
      history relationship = changes key id by customer_id at changed_at
                             from from_id to to_id -> relationships.name
    }
    """,
    "viewer employees access kpi_access department department_id of departments parent parent_id head head_id",
    "events touched = opportunities + opportunity_changes(kind in (update, stage)) at changed_at",
    "metric revenue \"Doanh thu\" = sum(orders.amount where status = placed) as VND",
    "metric a = count(each orders.customer where status = placed having count() >= 2) better lower \"What it is\"",
    "metric a = avg(days(created_at, least(closed, P.last)) of deals while created_at .. closed overlaps P)",
    "metric a = avg(months(first_time(), last_time()) each orders.customer where s = placed up to P having count() >= 2)",
    "metric a = count(first orders per customer) + count(distinct touched.customer at closed_at)",
    "metric a = count(customers where count(orders where status = placed per customer up to P) > 0)",
    "metric a = count(x per c before P) + count(x per c before this) + count(x per c ever) + count(x per c in previous)",
    "metric a = rolling(buyers, 30 days) + ago(m, 1 year) - to_date(x, year) + percentile(orders.amount, 0.9) as %",
    "metric a = stock(sum opportunities.amount while created_at .. closed)", "redefine metric orders = count(orders)",
    "segment vip \"Khách VIP\" = customers where [revenue all] >= 100M",
    "target calls_connected 40 per day for department = 'Telesale'", "target revenue 2 tỷ per month",
    "report funnel = new_customers, interactions detail emails_read, sms_sent", "report cycle outcome orders",
    "report portrait = share a, b by employee as ab, share c by province top 4 with other as c_by_province",
    "report growth of customers", "report scorecard targets targets", "report journey by relationship",
    "policy own = owner in $visible_employees",
    "alert visits per day when visits < 0.7 * previous(visits) \"look at the campaigns\"",
    "alert revenue per week\n  when revenue < 100M or revenue > 2 tỷ",
    "báo động doanh_thu mỗi tháng khi doanh_thu < kỳ_trước(doanh_thu) 'xem lại'",
  ]

  static let good = questions + vietnamese + scripts + declarations

  static let bad: [String] = [
    "frobnicate", "show", "show revenue by", "show revenue where (source = Facebook month 2023-09", "show a b c",
    "funnel by source month 2023-13", "funnel customers ->", "funnel strict", "cycle relationship=", "drill", "list",
    "metric = 3", "metric a", "let x", "for m in months { }", "if { }", "target a 3", "segment a = b", "show a | frob",
    "show a )", "entity x { foo }", "print", "set strict", "report funnel", "viewer", "show a within 3 days",
    "show a overall 3 days", "forecast a last", "show a compare", "where x = 1", "show a where x in y",
    "show a where b between 1", "print 'abc", "show a }", "run", "import x", "show a top 3.5.1", "for x of y { }",
  ]
}
