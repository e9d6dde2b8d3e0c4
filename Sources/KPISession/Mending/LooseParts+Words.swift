// What is said of the parts of a line, in both languages: see `LooseParts`.
extension LooseParts {
  /// A role and its phrases a line; marks that are typed hold, as in an idiom.
  ///
  /// `look` is what is looked over. No word of it asks for anything: a word that does is a part or keeps the line from
  /// being understood.
  static let roleTable = #"""
    look = a|an|the|as|stay|stays|remain|remains|take|takes|please|pls|is|are|was|were|be|been|am|do|does|did|has|have|had|will|would|can|could|should|anything|any|at_all|a_single|there|here|yet|still|we|us|our|ours|i|me|my|you|your|its|they|them|their|that|this_is|so_far|right_now|now|currently|at_the_moment|today_is|in_total|because|because_of|due_to|for_reason|vì|do|bởi_vì|để|overall|altogether|total|number_of|the_number_of|amount_of|count_of|volume_of|level_of|figure|figures|numbers_for|data|stats|statistics|result|results|just|only_the|actually|really|ok|okay|hi|hey|hello|thanks|thank_you|tell_me|tell_us|show|show_me|show_us|give_me|give_us|get_me|let_me_see|let_me_know|let_us_see|i_want|i_need|i_want_to_see|i_want_to_know|i_would_like|i_would_like_to_see|i_would_like_to_know|want_to_know|want_to_see|can_you|could_you|can_i_see|what_is|what_was|what_were|what_are|whats|what's|how_is|how_was|hows|the_team|our_team|the_sales_team|our_sales_team|the_company|our_company|the_business|company_wide|everyone|in_all|all_together|also|then|come_to|came_to|amount_to|as_of_now|to_date|who_are_in|located|based|living|stand_at|happen|happened|made_up|using|through|across_all|we_get|for_us|with_us|us_the|all
    where = where|từ_đâu|đến_từ_đâu|đâu_ra|ở_đâu_ra
    person = people|persons|người
    look = mới|à|ạ|ơi|nhé|nha|nhỉ|vậy|thế|đi|với_ạ|xin|vui_lòng|làm_ơn|cho_hỏi|cho_tôi_hỏi|cho_em_hỏi|cho_mình_hỏi|cho_biết|cho_tôi_biết|cho_em_biết|cho_anh_biết|cho_mình_biết|cho_xem|cho_tôi_xem|cho_em_xem|cho_mình_xem|cho_anh_xem|cho_tôi|cho_em|cho_anh|cho_mình|giúp|giúp_em|giúp_tôi|giúp_mình|xem|xem_giúp|coi|tính|tính_giúp|báo_cáo|thống_kê|tôi_muốn_biết|tôi_muốn_xem|muốn_biết|muốn_xem|cần_xem|là|thì|mà|có|đã|đang|sẽ|bị|được|cái|các|những|con_số|số_liệu|kết_quả|tình_hình|hiện|hiện_tại|hiện_nay|bây_giờ|hiện_giờ|tổng|tổng_cộng|tổng_số|số|số_lượng|lượng|cả|tất_cả|hết|rồi|luôn|vừa|mới_được|của_mình|mình|bên_mình|công_ty|công_ty_mình|của_công_ty|cả_công_ty|toàn_công_ty|team_mình|đội_mình|cả_team|chúng_ta|chúng_tôi|ta|anh_em|nhà_mình|cụ_thể|thực_tế|tính_đến_nay|tính_tới_nay|cho_đến_nay|đến_nay|tới_nay|như_thế_nào|thế_nào|ra_sao|sao_rồi|vào_khoảng|khoảng|tầm|đấy|đó|kia|này_là|ấy|lại|cũng|còn_lại_là|nằm_trong|đến_giờ|tới_giờ
    of = of|from|in|on|at|for|to|with|via|through|into|within|inside|during|out_of|that_are|who_are|which_are|belonging_to|coming_from|came_from|come_from|comes_from|của|từ|ở|tại|trong|vào|cho|thuộc|qua|bởi|nằm_ở|đến_từ|về|với|bên|đối_với|trên_kênh|nhờ
    by = by|split_by|grouped_by|broken_down_by|break_down_by|according_to|theo|chia_theo|phân_theo|theo_từng|của_từng|của_mỗi|tính_theo|xếp_theo
    each = per|each|every|for_each|for_every|in_each|mỗi|từng|một|cho_mỗi|trên_mỗi|trên_một|cho_một|cho_từng|ở_mỗi|ở_từng|trong_mỗi|bình_quân_mỗi
    over = over_the_number_of|divided_by|chia_cho|trên
    who = who|whos|who_is|which_of_our_people|ai|người_nào|bạn_nào|em_nào|sale_nào|nhân_viên_nào|nv_nào
    which = which|what|whose
    whichBehind = nào|gì|những_gì|nào_là|cái_gì
    howMany = how_many|how_much|bao_nhiêu|mấy|được_bao_nhiêu|là_bao_nhiêu|có_bao_nhiêu|how_often|bao_nhiêu_lần|mấy_lần
    money = money|tiền|bao_nhiêu_tiền|how_much_money|dollars|đồng
    most = the_most|most|highest|largest|biggest|greatest|best|top|busiest|strongest|most_common|most_frequent|most_often|top_performing|leading|cao_nhất|nhiều_nhất|lớn_nhất|tốt_nhất|mạnh_nhất|đông_nhất|giỏi_nhất|hàng_đầu|dẫn_đầu|đứng_đầu|phổ_biến_nhất|thường_gặp_nhất|hay_gặp_nhất|khủng_nhất|sôi_động_nhất|chính_nhất|the_best|the_highest|the_biggest
    least = least|fewest|lowest|smallest|worst|weakest|poorest|quietest|slowest|the_least|the_fewest|the_lowest|the_worst|thấp_nhất|ít_nhất|nhỏ_nhất|kém_nhất|yếu_nhất|tệ_nhất|bét_nhất|vắng_nhất|ế_nhất|chậm_nhất|cuối_bảng|bottom
    superlative = nhất
    much = nhiều|cao|đông|lớn|mạnh|khá|tốt|giỏi
    little = ít|thấp|kém|yếu|ế|tệ
    percent = %|percent|percentage|proportion|share|the_share|ratio|fraction|phần_trăm|tỷ_trọng|tỷ_lệ|tỉ_lệ|tỉ_trọng|chiếm|chiếm_bao_nhiêu|bao_nhiêu_phần_trăm|mấy_phần_trăm|as_a_percentage|as_a_share|as_percent|as_percentage|as_a_percent|cơ_cấu
    average = average|avg|mean|on_average|the_average|typical|typically|trung_bình|bình_quân
    negation = no|not|without|never|none|nobody|haven't|havent|hasn't|hasnt|didn't|didnt|don't|dont|doesn't|doesnt|không|chưa|chưa_có|không_có|chưa_hề|chẳng
    open = open|still_open|unresolved|unfinished|not_closed|not_finished|not_done|not_completed|not_resolved|pending|outstanding|in_progress|ongoing|active|mở|đang_mở|còn_mở|chưa_đóng|chưa_xong|chưa_xử_lý|chưa_giải_quyết|chưa_hoàn_thành|chưa_làm|đang_xử_lý|đang_chạy|đang_theo|đang_làm|còn_tồn|tồn_đọng|dở_dang|chưa_chốt
    standing = stuck_in|stuck_at|sitting_in|đang_ở|đang_nằm_ở|hiện_đang_ở|currently_in|now_in|hiện_ở
    versus = vs|versus|compared_to|compared_with|comparing_to|against|than|relative_to|so_với|so|so_sánh_với
    compare = compare|comparison|comparison_of|so_sánh
    sameLastYear = same_period_last_year|the_same_period_last_year|same_month_last_year|same_quarter_last_year|same_time_last_year|a_year_earlier|the_year_before|year_on_year|year_over_year|yoy|cùng_kỳ|cùng_kỳ_năm_ngoái|cùng_kỳ_năm_trước|cùng_tháng_năm_ngoái|cùng_quý_năm_ngoái|so_cùng_kỳ|cùng_thời_điểm_năm_ngoái
    change = grow|grew|grown|growing|increase|increased|increasing|rise|rose|risen|rising|drop|dropped|fall|fell|fallen|decline|declined|decrease|decreased|decreasing|change|changed|up|down|up_or_down|go_up|go_down|went_up|went_down|better|worse|higher|lower|improve|improved|ahead|behind|more_or_less|more|less|fewer|tăng|giảm|tăng_hay_giảm|giảm_hay_tăng|tăng_giảm|tăng_lên|giảm_đi|tăng_trưởng|thay_đổi|cao_hơn|thấp_hơn|tốt_hơn|kém_hơn|nhiều_hơn|ít_hơn|hơn|sụt|sụt_giảm|lên_hay_xuống|có_tăng|có_giảm
    list = list|list_all|list_of|a_list_of|show_all|names_of|name_of|danh_sách|ds|liệt_kê|kể_tên|xem_danh_sách|cho_danh_sách|những_ai
    forecast = forecast|predict|projected|projection|the_forecast|dự_báo|dự_đoán|ước_tính|dự_kiến
    why = why|how_come|what_caused|vì_sao|tại_sao|sao_lại|nguyên_nhân_vì_sao|lý_do_vì_sao|do_đâu
    howLong = how_long|how_many_days|bao_lâu|mất_bao_lâu|bao_nhiêu_ngày|mấy_ngày|trung_bình_bao_lâu
    when = when|khi_nào|lúc_nào|bao_giờ|hôm_nào
    target = target|targets|the_target|quota|goal|goals|kpi|kpis|plan|chỉ_tiêu|kế_hoạch|mục_tiêu
    reached = hit|reach|reached|meet|met|achieve|achieved|make_it|on_track_for|đạt|đạt_được|hoàn_thành_được|về_đích
    and = and|và|,|&|cùng|cũng_như|lẫn
    or = or|hay|hoặc|hay_là
    except = except|excluding|other_than|apart_from|besides|but_not|trừ|ngoại_trừ|không_tính|không_kể|trừ_ra
    marketing = ads|ad|marketing|advertising|advertisements|adverts|campaigns_on|promotion|quảng_cáo|mkt|tiếp_thị|chạy_ads|chạy_quảng_cáo
    cost = cost|costs|spend|spending|expense|expenses|budget|chi_phí|chi|tổng_chi|tiền_chi|ngân_sách|phí|tốn
    value = value|worth|amount|total_value|giá_trị|trị_giá|tổng_giá_trị|số_tiền
    doing = going|doing|perform|performing|performed|go|do_in|getting_on|fare|làm_ăn|kinh_doanh_thế_nào
    female = female|women|woman|females|ladies|nữ|phụ_nữ
    male = male|men|man|males|nam_giới|đàn_ông
    first = first_time|for_the_first_time|first|lần_đầu|lần_đầu_tiên|đơn_đầu|đơn_đầu_tiên
    overdue = overdue|past_due|late|quá_hạn|trễ_hạn|trễ
    bring = bring|brings|brought|bring_in|brings_in|brought_in|bringing|bringing_in|generate|generates|generated|produce|produces|produced|contribute|contributes|contributed|deliver|delivers|delivered|earn|earns|earned|make|makes|made|get|gets|got|gain|gained|receive|received|took|handle|handles|handled|hold|held|log|logged|record|recorded|give|gives|gave|drive|drives|drove|attract|attracts|attracted|acquired|create|created|opened|come|comes|came|come_in|came_in|mang_lại|mang_về|đem_lại|đem_về|tạo_ra|tạo|được_tạo|được_tạo_ra|đóng_góp|góp|kiếm|kiếm_được|kiếm_về|thu|thu_được|thu_về|ra|ra_được|có_được|ghi_nhận|phát_sinh|thực_hiện|nhận|nhận_được|làm_được|đạt_doanh_thu|tăng_thêm|thêm|về_được|phụ_trách
    """#

  /// What somebody does, a line a deed: its words, the number that is meant where it has no object, and by object (a
  /// name of the model) the number that is meant then; `.` is the object's own.
  static let deedTable = #"""
    sell|sells|sold|selling|popular|best_selling|bestselling|bán|bán_được|bán_ra|bán_hàng|tiêu_thụ = revenue; revenue: .; orders: .; units_sold: .; item_revenue: .; aov: .; products: units_sold; product: units_sold; category: units_sold
    buy|buys|bought|valuable|big_spending|purchase|purchased|mua|mua_hàng|đặt_hàng|đặt_mua|đặt|chi_tiêu|spends|spent_with = revenue; revenue: .; orders: .; buyers: .; aov: .; orders_per_buyer: .; buyers_new: .; customers: buyers; new_customers: ; products: units_sold; product: units_sold; category: units_sold; units_sold: .
    call|called|calling|phone|phoned|dial|dialled|gọi|gọi_điện|gọi_được|gọi_đi = calls; calls: .; calls_connected: .; calls_missed: .; talk_minutes: .; talk_minutes_out: .; connect_rate: .; customers: count(distinct calls.customer)
    meet|met|meeting_with|visited|see_in_person|gặp|gặp_được|gặp_gỡ|gặp_mặt|đi_gặp|hẹn_gặp = meetings; meetings: .; customers: count(distinct meetings.customer)
    send|sends|sent|sent_out|gửi|gửi_đi|đã_gửi|gửi_được = ; sms_sent: .; emails_sent: .; sms: sms_sent; emails: emails_sent
    opened|read|đọc|được_mở|mở_được|đọc_được|get_opened = ; emails: emails_read; emails_read: .; emails_sent: emails_read; open_rate: .
    click|clicked|bấm|nhấp|được_bấm = ; emails: count(emails where direction = out at clicked_at); click_rate: .
    win|wins|won|close|closes|closed|winning|chốt|chốt_được|thắng|thắng_được|ăn = ; opportunities: won_opportunities; won_opportunities: .; new_opportunities: won_opportunities; won_value: .; opportunity_value: won_value; orders: .; revenue: .; contracts: .; win_rate: .; average_deal: .; tickets: count(tickets at resolved_at)
    lose|loses|lost|losing|mất|mất_đi|thua|trượt|tuột = ; opportunities: lost_opportunities; new_opportunities: lost_opportunities; lost_opportunities: .; lost_value: .; opportunity_value: lost_value; customers: customers_lost; customers_lost: .
    sign|signed|signs|ký|ký_được|ký_kết|ký_mới = contracts; contracts: .; renewals: .
    renew|renewed|gia_hạn|tái_ký = renewals; contracts: renewals; renewals: .; renewal_rate: .
    complete|completed|finish|finished|done|hoàn_thành|làm_xong|xong|đã_xong = ; tasks: tasks_completed; activities: tasks_completed; tasks_created: tasks_completed; tasks_completed: .
    resolve|resolves|resolved|solve|solved|fix|fixed|handled|giải_quyết|giải_quyết_xong|giải_quyết_được|xử_lý|xử_lý_xong|xử_lý_được = ; tickets: count(tickets at resolved_at); average_resolution_hours: .; fcr: .
    cancel|cancels|cancelled|canceled|hủy|bị_hủy|hủy_bỏ|đã_hủy = ; orders: count(orders where status = cancelled)
    expire|expires|expiring|expired|run_out|hết_hạn|đến_hạn|sắp_hết_hạn|tới_hạn = contracts_due; contracts: contracts_due; contracts_due: .; contracts_expired: .
    contact|contacted|reach_out_to|care_for|chăm_sóc|tương_tác|liên_hệ = ; customers: customers_interacted; customers_interacted: .; customer_interactions: .; new_customers: customers_reached
    visit|ghé|truy_cập|vào_web|visited_our_website|visited_the_website|visit_our_website = visits; visits: .
    refer|referred|giới_thiệu|được_giới_thiệu = ; customers: referrals; new_customers: referrals; referrals: .
    come_back|came_back|return|returned|quay_lại|trở_lại|quay_lại_mua = ; customers: buyers_existing; buyers: buyers_existing; buyers_existing: .
    add|added|sign_up|signed_up|join|joined|thêm_mới|thêm_được|đăng_ký|có_thêm = ; customers: new_customers; new_customers: .
    """#
}
