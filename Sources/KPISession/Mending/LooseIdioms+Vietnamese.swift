// What Vietnamese lines say in idioms: see `LooseIdiom`.
extension LooseIdioms {
  static let vietnamese = #"""
    ai = ai|người_nào|thằng_nào|đứa_nào|bạn_nào|em_nào|anh_nào|chị_nào|ông_nào|bà_nào|cô_nào|cậu_nào|sale_nào|sales_nào|nv_nào|nhân_viên_nào|nhân_viên_kinh_doanh_nào|nvkd_nào|người_bán_nào|thành_viên_nào|đồng_chí_nào|bạn_sale_nào|em_sale_nào|sếp_nào
    đang = đang|là|đã|đang_là|thì|mà|hiện|hiện_đang|làm_ăn|làm_việc|bán|bán_hàng|chạy|chạy_số|làm|hoạt_động|đang_bán|đang_làm
    tốt_nhất = giỏi_nhất|tốt_nhất|xuất_sắc_nhất|ngon_nhất|đỉnh_nhất|khủng_nhất|mạnh_nhất|khá_nhất|ổn_nhất|hiệu_quả_nhất|số_1|số_một|quán_quân|dẫn_đầu|đứng_đầu|đứng_nhất|đầu_bảng|top_đầu|chạy_nhất|cừ_nhất|chiến_nhất|bá_nhất|bá_đạo_nhất|bán_giỏi_nhất|bán_tốt_nhất|bán_chạy_nhất|nhất_bảng|cao_điểm_nhất|bán_được_nhất
    kém_nhất = bết_nhất|tệ_nhất|kém_nhất|yếu_nhất|đuối_nhất|bét_nhất|bết_bát_nhất|lẹt_đẹt_nhất|ì_ạch_nhất|dở_nhất|chậm_nhất|đội_sổ|chót_bảng|đứng_bét|bét_bảng|đứng_chót|cuối_bảng|đứng_cuối|lẹt_đẹt|bết|bét|kém_cỏi_nhất|tụt_nhất|bán_kém_nhất|bán_yếu_nhất|kém_hiệu_quả_nhất|ít_doanh_thu_nhất|tệ_hại_nhất
    chỉ_tiêu = chỉ_tiêu|kpi|target|mục_tiêu|kế_hoạch|định_mức|số|doanh_số|quota
    hụt = hụt|thiếu|trượt|rớt|chưa_đạt|không_đạt|chưa_đủ|không_đủ|chưa_chạy_đủ|chạy_chưa_đủ|không_chạy_đủ|không_kịp|chưa_kịp|chưa_hoàn_thành|không_hoàn_thành|chưa_tới|đuối|chậm|chưa_xong|fail|tạch|tạch_mất|chưa_với_tới|không_đạt_được|chưa_đạt_được
    nằm_im = nằm_im|đứng_im|ngâm|bị_ngâm|treo|bị_treo|tồn|tồn_đọng|để_lâu|không_nhúc_nhích|chưa_nhúc_nhích|không_động_đến|chưa_động_đến|không_đụng_đến|chưa_đụng_đến|không_ai_đụng|không_ai_động|bỏ_quên|bị_bỏ_quên|nguội|dậm_chân_tại_chỗ|giậm_chân_tại_chỗ|đứng_yên|không_có_tiến_triển|không_tiến_triển|chưa_tiến_triển|không_cập_nhật|chưa_cập_nhật|không_ai_chăm|chưa_ai_chăm|không_có_động_tĩnh|im_lìm|im_ắng|kẹt|bị_kẹt|mắc_kẹt|bất_động|không_có_hoạt_động|không_hoạt_động|không_thay_đổi
    quá = hơn|quá|trên|đã|đã_hơn|đã_quá|suốt|cả|trong|trong_hơn|từ|được|được_hơn|tới
    lãi = lãi|có_lãi|đang_lãi|lời|có_lời|sinh_lời|sinh_lãi|hòa_vốn|ra_tiền|có_lợi_nhuận|lãi_dương
    lỗ = lỗ|lỗ_vốn|bị_lỗ|đang_lỗ|thua_lỗ|đang_bị_lỗ|âm|bị_âm|đang_âm|không_có_lãi|chưa_có_lãi|không_lãi|chưa_lãi|đốt_tiền|không_có_lời|chưa_có_lời|không_hiệu_quả_về_tiền|lỗ_chổng_vó|chưa_hòa_vốn|không_hòa_vốn|âm_tiền
    khách = khách|khách_hàng|kh
    cơ_hội = cơ_hội|deal|deals|thương_vụ|cơ_hội_bán_hàng|cơ_hội_nào|deal_nào|các_cơ_hội|các_deal|những_cơ_hội|những_deal|cơ_hội_đang_mở|deal_đang_mở|cơ_hội_đang_mở_nào
    thắng = chốt|thắng|win|ký|chốt_được|thắng_được|ký_được|close|đóng
    tăng = tăng|giảm|tăng_không|có_tăng|có_giảm|tăng_hay_giảm|có_tăng_trưởng|có_khá_hơn|có_tốt_hơn|có_cao_hơn|tăng_trưởng|tốt_hơn|kém_hơn|cao_hơn|thấp_hơn|khá_hơn|tăng_lên|giảm_đi|lên_hay_xuống|có_lên|có_xuống|đi_lên_hay_đi_xuống|có_đi_lên|có_đi_xuống|hơn_hay_kém|hơn_hay_thua
    năm_ngoái = năm_ngoái|năm_trước|năm_rồi|năm_vừa_rồi|cùng_kỳ|cùng_kỳ_năm_ngoái|cùng_kỳ_năm_trước
    so_với = so_với|so|với|hơn|hơn_so_với|kém|hơn_kém|bằng|vs
    cuối_năm = cuối_năm|hết_năm|đến_cuối_năm|tới_cuối_năm|đến_hết_năm|hết_năm_nay|cuối_năm_nay|chốt_năm|cả_năm|cả_năm_nay|tính_đến_cuối_năm|kết_năm
    dự_kiến = dự_kiến|dự_báo|ước|ước_tính|dự_đoán|dự_tính|ước_chừng|dự_phóng|đoán
    đạt = đạt|được|đạt_được|sẽ_đạt|sẽ_được|thu_được|có|là|bán_được|sẽ_bán_được|thu_về|khoảng|tầm
    bao_nhiêu = bao_nhiêu|mấy|cỡ_bao_nhiêu|khoảng_bao_nhiêu|tầm_bao_nhiêu|bao_nhiêu_tiền
    nhất = cao_nhất|nhiều_nhất|tốt_nhất|mạnh_nhất|chạy_nhất|khủng_nhất|đông_nhất|nhất|bán_chạy_nhất|bán_tốt_nhất|bán_được_nhất|ngon_nhất|đỉnh_nhất|bán_nhiều_nhất|bán_khá_nhất
    bét = thấp_nhất|ít_nhất|kém_nhất|yếu_nhất|tệ_nhất|ế_nhất|bết_nhất|vắng_nhất|bán_ế_nhất|bán_kém_nhất|bán_ít_nhất|ảm_đạm_nhất|bán_tệ_nhất|bán_yếu_nhất
    phần_trăm = phần_trăm|%|percent
    được_đơn = chốt|chốt_được|bán|bán_được|có|ra|ra_được|lên|lên_được|nhận|nhận_được

    # Hai con số trong một câu
    <được_đơn>? mấy|bao_nhiêu đơn|đơn_hàng ,? bao_nhiêu_tiền => đơn hàng, doanh thu
    <được_đơn>? mấy|bao_nhiêu đơn|đơn_hàng và|với|thu|thu_về|được|tổng|tổng_cộng bao_nhiêu_tiền => đơn hàng, doanh thu

    # Chỉ tiêu
    <ai> đang? <hụt> <chỉ_tiêu> nhiều_nhất|nặng_nhất|xa_nhất => «shortest» theo nhân viên
    {d} nào? đang? <hụt> <chỉ_tiêu> nhiều_nhất|nặng_nhất|xa_nhất => «shortest» theo {d}
    <ai> đang|bị? <hụt> <chỉ_tiêu> => nhân viên nào chưa đạt chỉ tiêu
    <ai> đang|bị? <hụt> $ => nhân viên nào chưa đạt chỉ tiêu
    {d} nào đang|bị? <hụt> <chỉ_tiêu> => {d} nào chưa đạt chỉ tiêu
    <ai> chạy|làm|bán chưa|không đủ|đạt|kịp <chỉ_tiêu> => nhân viên nào chưa đạt chỉ tiêu
    {d} nào chạy|làm|bán chưa|không đủ|đạt|kịp <chỉ_tiêu> => {d} nào chưa đạt chỉ tiêu
    <ai> đang|đã? vượt|đạt|đủ|chạy_đủ|hoàn_thành|cán_đích|về_đích|hoàn_thành_xong <chỉ_tiêu>? rồi? $ => nhân viên nào đã đạt chỉ tiêu
    còn thiếu|hụt|cách|kém|cần bao_nhiêu|bao_xa|bao_lâu|mấy so_với|để_đạt|nữa_là_đạt|nữa_để_đạt|nữa_thì_đạt|nữa_mới_đạt|là_đạt|thì_đạt|nữa_đủ|để_đủ|nữa_là_đủ|mới_đủ|nữa_thì_đủ? chỉ_tiêu|kpi|target|mục_tiêu|kế_hoạch => «targets»
    còn cách|thiếu|kém|hụt chỉ_tiêu|kpi|target|mục_tiêu|kế_hoạch bao_xa|bao_nhiêu|xa_không|nhiều_không => «targets»
    đang|có|có_đang|liệu? kịp|đúng|theo_kịp tiến_độ|chỉ_tiêu|kpi|kế_hoạch không? => «targets»
    có đạt|hoàn_thành|kịp|đủ chỉ_tiêu|kpi|target|mục_tiêu|kế_hoạch không => «targets»
    đã|có đạt chỉ_tiêu|kpi|target|mục_tiêu|kế_hoạch chưa => «targets»
    đạt chỉ_tiêu|kpi|target|mục_tiêu|kế_hoạch chưa|không => «targets»

    # Ai nhất, ai bét
    <ai> <đang>? <đang>? <kém_nhất> => «by person» «lowest »
    <ai> <đang>? <đang>? <tốt_nhất> $ => «by person» «highest »
    <ai> <đang>? <đang>? <tốt_nhất> {p} => «by person» {p} «highest »
    {d} nào <đang> <kém_nhất> => {d} nào doanh thu thấp nhất
    {d} nào bán|làm_ăn|kinh_doanh|làm|chạy được? yếu|kém|tệ|ít|dở nhất => {d} nào doanh thu thấp nhất
    {d} nào bán|làm_ăn|kinh_doanh|làm|chạy được? tốt|mạnh|khá|khỏe|ngon|giỏi nhất => {d} nào doanh thu cao nhất
    <ai> bán|làm|chạy được? yếu|kém|tệ|ít|dở nhất => «by person» «lowest »
    <ai> bán|làm|chạy|bán_hàng được? tốt|mạnh|khá|khỏe|ngon|giỏi|nhiều|khủng nhất => «by person» «highest »
    thằng|đứa|bạn|em|ông|bà|cô|cậu|anh|chị nào => nhân viên nào
    <khách> nào? lớn|bự|to|sộp|xịn|ngon|giá_trị|quan_trọng|tiềm_lực|mua_khủng|mua_đậm|chi_đậm|chịu_chi|mạnh_tay|chi_mạnh|xộp nhất là|là_ai|là_khách_nào|là_khách_hàng_nào|ai? => top 1 khách hàng theo doanh thu
    {n} <khách> lớn|bự|to|sộp|giá_trị|quan_trọng|chịu_chi|chi_đậm nhất => top {n} khách hàng theo doanh thu
    ai|khách_nào|khách_hàng_nào|kh_nào là khách|khách_hàng|kh? lớn|sộp|bự|to|giá_trị|quan_trọng nhất => top 1 khách hàng theo doanh thu
    {n} <khách> mua nhiều|khủng|đậm|khỏe|mạnh nhất => top {n} khách hàng theo doanh thu
    {d} nào hụt|thiếu|kém chỉ_tiêu|kpi|kế_hoạch nhất => «shortest» theo {d}

    # Lãi lỗ, đắt rẻ
    {d} nào <lỗ> nặng|nhiều|to|đậm|sâu? nhất => {d} nào lợi nhuận thấp nhất
    {d} nào có|đang|bị|vẫn? <lỗ> => {d} có lợi nhuận dưới 0
    {d} <lỗ> $ => {d} có lợi nhuận dưới 0
    {d} nào lãi|lời|lợi_nhuận|sinh_lời|có_lãi|có_lời nhiều|nhất|cao|tốt|đậm|to|khủng nhất? => {d} nào lợi nhuận cao nhất
    {d} nào đang|vẫn? <lãi> $ => {d} có lợi nhuận trên 0
    {d} nào đắt|đắt_đỏ|mắc|chát nhất => {d} nào chi phí mỗi khách mua mới cao nhất
    {d} nào rẻ|tiết_kiệm|hời nhất => {d} nào chi phí mỗi khách mua mới thấp nhất
    {d} nào tốn|ngốn|đốt|tiêu|chi|xài tiền|chi_phí|ngân_sách|kém? nhiều? nhất => {d} nào chi phí marketing cao nhất
    {d} nào tốn ít|kém_ít tiền|chi_phí|ngân_sách? nhất => {d} nào chi phí marketing thấp nhất

    # Cơ hội nằm im, tuổi cơ hội
    <cơ_hội> nào|đang|đã|bị? <nằm_im> <quá>? {n} ngày rồi|nay|chưa_chăm|liền|qua? => «list opportunities» «where trạng thái = open» «rows [lượt xử lý cơ hội {n} ngày qua] = 0»
    <cơ_hội> nào|đang|đã|bị? <nằm_im> <quá>? {n} tuần rồi|nay|liền|qua? => «list opportunities» «where trạng thái = open» «rows [lượt xử lý cơ hội {n} tuần qua] = 0»
    <cơ_hội> nào|đang|đã|bị? <nằm_im> <quá>? {n} tháng rồi|nay|liền|qua? => «list opportunities» «where trạng thái = open» «rows [lượt xử lý cơ hội {n} tháng qua] = 0»
    <cơ_hội> nào? {n} ngày rồi|nay|qua? <nằm_im> => «list opportunities» «where trạng thái = open» «rows [lượt xử lý cơ hội {n} ngày qua] = 0»
    <cơ_hội> nào? đang? mở|để_mở|tạo|đã_tạo hơn|quá|trên|đã|được|đã_hơn|cách_đây {n} ngày rồi|nay? => «list opportunities» «where trạng thái = open» «rows ngày tạo < hôm nay - {n} ngày»
    <cơ_hội> nào? đang? mở|để_mở|tạo|đã_tạo hơn|quá|trên|đã|được|đã_hơn|cách_đây {n} tháng rồi|nay? => «list opportunities» «where trạng thái = open» «rows ngày tạo < hôm nay - {n} tháng»
    tuổi trung_bình|bình_quân? của? cơ_hội|deal trung_bình|bình_quân? => số ngày mở trung bình
    trung_bình|bình_quân|tb? mất? bao_lâu|bao_nhiêu_ngày|mấy_ngày|mất_bao_lâu|mất_bao_nhiêu_ngày thì|để|mới|là? <thắng> được? một|1? cơ_hội|deal|hợp_đồng? => «show avg(days(created_at, closed_at) of opportunities where status = won at closed_at)»
    thời_gian|số_ngày chốt|thắng|ký|đóng|trung_bình_để_chốt|trung_bình_để_thắng|trung_bình_chốt|để_chốt|để_thắng một|1? cơ_hội|deal trung_bình|bình_quân? => «show avg(days(created_at, closed_at) of opportunities where status = won at closed_at)»
    vì_sao|tại_sao|sao|vì_đâu mình|ta|công_ty|chúng_ta? hay|lại|bị|cứ? mất|thua|tuột|rớt|trượt nhiều? cơ_hội|deal => cơ hội mất theo lý do mất
    lý_do|nguyên_nhân mất|thua|tuột|rớt|trượt cơ_hội|deal|khách|đơn nhiều_nhất|phổ_biến_nhất|chính|chủ_yếu|lớn_nhất|hay_gặp_nhất => lý do mất có nhiều cơ hội mất nhất

    # So với lúc khác
    {m} <tăng> không|ko? <so_với> <năm_ngoái> không? => {m} năm nay so với cùng kỳ năm ngoái
    {m} <tăng> không|ko? <so_với> tháng_trước|tháng_rồi|tháng_vừa_rồi không? => {m} tháng này so với tháng trước
    {m} <tăng> không|ko? <so_với> quý_trước|quý_rồi|quý_vừa_rồi không? => {m} quý này so với quý trước
    {m} <tăng> không|ko? <so_với> tuần_trước|tuần_rồi không? => {m} tuần này so với tuần trước
    {m} năm_nay <tăng> không|ko? <so_với> <năm_ngoái> không? => {m} năm nay so với cùng kỳ năm ngoái
    {m} năm_nay bằng bao_nhiêu|mấy <phần_trăm> <năm_ngoái> => {m} năm nay so với cùng kỳ năm ngoái
    {m} năm_nay bằng mấy_phần|bao_nhiêu|mấy <năm_ngoái> => {m} năm nay so với cùng kỳ năm ngoái
    {m} tháng_này bằng bao_nhiêu|mấy <phần_trăm> tháng_trước => {m} tháng này so với tháng trước
    tại_sao|vì_sao|sao {p} bán|làm_ăn|kinh_doanh kém|yếu|chậm|ế|tệ|ít|thấp hơn => vì sao {p} doanh thu thấp hơn
    tại_sao|vì_sao|sao {p} bán|làm_ăn|kinh_doanh kém|yếu|chậm|ế|tệ|ít|giảm|sụt thế|vậy|đi|quá|nhỉ? => vì sao doanh thu {p} giảm
    tại_sao|vì_sao|sao {p} ít|vắng|thưa|lèo_tèo|hẻo|không_có {m} thế|vậy|quá|nhỉ? => vì sao {m} {p} giảm
    tại_sao|vì_sao|sao {p} nhiều|lắm|đông {m} thế|vậy|quá|nhỉ? => vì sao {m} {p} tăng

    # Phần của tổng
    đóng_góp|góp|mang_về|chiếm|mang_lại|đem_về bao_nhiêu|mấy <phần_trăm> của|trong|trên|vào|cho? tổng? {m} => chiếm bao nhiêu % {m}
    bao_nhiêu|mấy <phần_trăm> {m} đến_từ|là_từ|từ|do|là_của|của => tỷ trọng {m} của

    tỷ_lệ khách|khách_hàng|kh quay_lại|quay_lại_mua|quay_lại_mua_hàng|trở_lại|trung_thành => tỷ lệ giữ chân

    # Sắp tới
    <dự_kiến> <cuối_năm> <đạt>? <bao_nhiêu>? {m} => «year end» {m}
    <dự_kiến> {m} <đạt>? <cuối_năm> <đạt>? <bao_nhiêu>? => «year end» {m}
    <cuối_năm> <dự_kiến>|sẽ <đạt>? <bao_nhiêu> {m} => «year end» {m}
    {m} <dự_kiến> <cuối_năm> => «year end» {m}
    {m} <cuối_năm> <dự_kiến>|sẽ <đạt>? <bao_nhiêu>? => «year end» {m}
    <dự_kiến> <cuối_năm> bán|bán_được|đạt|thu|thu_về được? <bao_nhiêu> => «year end» doanh thu
    sang_năm|năm_sau|năm_tới <dự_kiến> bán|bán_được|đạt|thu|thu_về được? <bao_nhiêu> => dự báo doanh thu năm tới
    sang_năm|năm_sau|năm_tới <dự_kiến> {m} => dự báo {m} năm tới
    <dự_kiến> sang_năm => dự báo năm tới

    # Người và việc
    có|là|được? bao_nhiêu|mấy người $ => bao nhiêu khách hàng
    hơn|trên|quá|đã|đã_hơn|đã_quá {n} ngày nay|rồi|qua? không|chưa phát_sinh|lên|đặt|có|mua|ra? đơn|đơn_hàng|hàng|gì => {n} ngày qua không có đơn hàng nào
    hơn|trên|quá|đã|đã_hơn|đã_quá {n} tháng nay|rồi|qua? không|chưa phát_sinh|lên|đặt|có|mua|ra? đơn|đơn_hàng|hàng|gì => {n} tháng qua không có đơn hàng nào
    hơn|trên|quá|đã|đã_hơn|đã_quá {n} tuần nay|rồi|qua? không|chưa phát_sinh|lên|đặt|có|mua|ra? đơn|đơn_hàng|hàng|gì => {n} tuần qua không có đơn hàng nào
    không|chưa|k|ko chốt|lên|ra|bán|có|ký|kiếm được? đơn|đơn_hàng nào|gì => không có đơn hàng nào
    chưa|không ai|có_ai|được_ai gọi|gọi_điện|liên_hệ_điện_thoại => chưa được gọi
    chưa|không ai|có_ai|được|được_ai|ai_thèm? chăm_sóc|liên_hệ|chăm|tương_tác|hỏi_thăm|đụng_đến|quan_tâm => chưa có lượt tương tác khách
    nhưng|thế_mà|mà_lại|song &chưa|không|ko|k =>
    bao_nhiêu|mấy|tỷ_lệ <phần_trăm>? <khách> mua_lại|quay_lại_mua|mua_tiếp|mua_thêm lần_2|lần_hai|lần_nữa? $ => tỷ lệ mua lại
    <khách> nào? chưa|không có? ai|người phụ_trách|chăm|quản_lý|nhận => khách hàng chưa có người phụ trách
    <khách> nào? vô_chủ|chưa_chia|chưa_phân|chưa_phân_công|chưa_giao|chưa_có_chủ|chưa_gán => khách hàng chưa có người phụ trách
    việc|công_việc|đầu_việc|task nào? trễ|trễ_hạn|quá_deadline|trễ_deadline|muộn|chậm_deadline|chưa_xong_quá_hạn|chậm_hạn|bị_trễ => công việc quá hạn
    # Ai không có gì, ai làm nhiều việc gì
    <ai> không|chưa|ko|k có|phát_sinh|ghi|tạo|đặt {m} nào => nhân viên không có {m} nào
    <ai> không|chưa|ko|k gọi|gọi_được|gọi_điện|thực_hiện cuộc|cuộc_gọi|khách|ai|cho_ai nào|gì? => nhân viên không có cuộc gọi nào
    <ai> không|chưa|ko|k gặp|đi_gặp|gặp_được|hẹn khách|ai|cuộc nào|gì? => nhân viên không có cuộc gặp nào
    <ai> không|chưa|ko|k chốt|thắng|win|ký được? deal|cơ_hội nào|gì => nhân viên không có cơ hội thắng nào
    <ai> không|chưa|ko|k bán được? gì|hàng|cái_gì|đồng|đơn nào? => nhân viên không có đơn hàng nào
    <ai> không|chưa|ko|k chăm|chăm_sóc|tương_tác|liên_hệ|làm_gì với? khách|khách_hàng|ai? nào? => nhân viên không có lượt tương tác khách nào
    <ai> lười gọi|gọi_điện nhất => nhân viên nào ít cuộc gọi nhất
    <ai> chăm|siêng|chịu_khó gọi|gọi_điện nhất => nhân viên nào nhiều cuộc gọi nhất
    top? {n} bạn|em|người|anh_em|anh_chị_em|sale|nhân_viên chốt|thắng|win|ký được? nhiều deal|cơ_hội|hợp_đồng? nhất => top {n} nhân viên theo cơ hội thắng
    top? {n} bạn|em|người|anh_em|anh_chị_em|sale|nhân_viên bán|chạy|bán_hàng nhiều|tốt|giỏi|khá|chạy|khỏe|được_nhiều nhất => top {n} nhân viên theo doanh thu
    top? {n} bạn|em|anh_em|anh_chị_em &chốt|bán|gọi|gặp|có|mang|doanh|đạt|kiếm => top {n} nhân viên
    <ai> chốt|thắng|win|ký|close được? nhiều deal|cơ_hội nhất => nhân viên nào nhiều cơ hội thắng nhất
    <ai> chốt|thắng|win|ký|close được? ít deal|cơ_hội nhất => nhân viên nào ít cơ hội thắng nhất
    {d} nào chốt|thắng|win|ký|close được? nhiều deal|cơ_hội nhất => {d} nào nhiều cơ hội thắng nhất
    {d} nào rớt|mất|tuột|thua|trượt nhiều? deal|cơ_hội nhiều? nhất => {d} nào nhiều cơ hội mất nhất
    <ai> rớt|mất|tuột|thua|trượt nhiều? deal|cơ_hội nhiều? nhất => nhân viên nào nhiều cơ hội mất nhất
    hay mất|rớt|tuột deal|cơ_hội ở|tại giai_đoạn|bước|khâu nào nhất => giai đoạn nào nhiều cơ hội mất nhất
    mất|rớt|tuột|thua deal|cơ_hội ở|tại giai_đoạn|bước|khâu nào nhiều? nhất => giai đoạn nào nhiều cơ hội mất nhất
    <ai> giữ|phụ_trách|quản_lý|chăm|ôm|cầm nhiều <khách> nhất => nhân viên nào nhiều tổng khách hàng nhất
    khách|khách_hàng nào hay|thường|chịu_khó mua|đặt_hàng|ghé|mua_hàng nhất|nhiều_nhất => top 1 khách hàng theo đơn hàng
    khách|khách_hàng nào mua|đặt_hàng|mua_hàng thường_xuyên|nhiều_lần|đều|đều_đặn nhất => top 1 khách hàng theo đơn hàng

    # Hỏi số bằng lời khác
    về_đích|cán_đích chưa|không|được_chưa|được_không|nổi_không => «targets»
    còn|có|hiện_có|đang_có bao_nhiêu|mấy deal|cơ_hội đang_treo|đang_mở|còn_mở|đang_chạy|chưa_chốt|chưa_đóng|dở_dang|đang_dở|đang_theo|đang_theo_đuổi|treo => số cơ hội đang mở
    hiện_giờ|lúc_này|ngay_bây_giờ|giờ_này => hiện tại
    sắp|chuẩn_bị|sắp_sửa hết_hạn|đến_hạn|đáo_hạn|tới_hạn => đến hạn
    {n} ngày|tháng|tuần tới_đây => {n} ngày tới
    trung_bình|bình_quân|tb mỗi|một|1 {d} kiếm|bán|mang_về|làm_ra|đem_về|chạy|làm được|về|ra? bao_nhiêu|mấy tiền|doanh_thu|doanh_số? => doanh thu trung bình mỗi {d}
    mỗi|một|1 {d} trung_bình|bình_quân|tb kiếm|bán|mang_về|làm_ra|đem_về|chạy|làm được|về|ra? bao_nhiêu|mấy tiền|doanh_thu|doanh_số? => doanh thu trung bình mỗi {d}
    trung_bình|bình_quân|tb một|mỗi|1 đơn|đơn_hàng được|khoảng|là|đáng_giá|giá_trị? bao_nhiêu|mấy tiền? => giá trị đơn hàng trung bình
    một|mỗi|1 đơn|đơn_hàng trung_bình|bình_quân|tb được|khoảng|là|đáng_giá|giá_trị? bao_nhiêu|mấy tiền? => giá trị đơn hàng trung bình
    đơn|đơn_hàng trung_bình|bình_quân|tb được|khoảng|là|đáng_giá|giá_trị? bao_nhiêu|mấy tiền? => giá trị đơn hàng trung bình
    bao_nhiêu|mấy cuộc_gọi|cuộc|lần_gọi thì|để|mới|mới_được|mới_ra được|có|ra|chốt? một|1? đơn|đơn_hàng => cuộc gọi mỗi đơn
    một|mỗi|1 khách|khách_hàng mua|đặt trung_bình|bình_quân|khoảng? mấy|bao_nhiêu đơn|lần => đơn mỗi khách mua
    tốn|mất|hết|cần|chi bao_nhiêu|mấy tiền|chi_phí? để|mới|thì|cho có|kiếm|được|kiếm_được|ra|có_được? một|1|mỗi khách|khách_hàng|người_mua mới|mua|mua_mới? => chi phí mỗi khách mua mới
    một|mỗi|1 khách|khách_hàng mới|mua|mua_mới? tốn|mất|hết bao_nhiêu|mấy tiền|chi_phí? => chi phí mỗi khách mua mới
    một|mỗi|1 khách|khách_hàng đáng_giá|đáng|giá_trị|mang_lại_cả_đời bao_nhiêu|mấy tiền? => giá trị vòng đời khách
    mất|rớt|rụng bao_nhiêu|mấy khách|khách_hàng => khách rời bỏ
    bao_nhiêu|mấy khách|khách_hàng rời|bỏ|rời_đi|bỏ_đi|nghỉ_mua|ngừng_mua|không_quay_lại|rời_bỏ|đã_rời_bỏ => khách rời bỏ
    khách|khách_hàng ngừng|nghỉ|thôi|dừng|bỏ mua => khách rời bỏ
    {d} nào chuyển_đổi|tỷ_lệ_chuyển_đổi|chuyển_đổi_khách tốt|cao|ngon|nhiều|hiệu_quả|mạnh nhất => {d} nào tỷ lệ khách thành người mua cao nhất
    {d} nào chuyển_đổi|tỷ_lệ_chuyển_đổi|chuyển_đổi_khách thấp|kém|tệ|yếu|ít nhất => {d} nào tỷ lệ khách thành người mua thấp nhất
    bao_lâu|mất_bao_lâu|bao_nhiêu_lâu|mất_bao_nhiêu_lâu|mấy_tiếng thì|để|mới? xử_lý|giải_quyết|đóng|trả_lời xong|được? một|1? yêu_cầu|ticket|khiếu_nại|phiếu => số giờ giải quyết trung bình
    thời_gian|tốc_độ xử_lý|giải_quyết|trả_lời|phản_hồi yêu_cầu|ticket|khiếu_nại|phiếu trung_bình|bình_quân? => số giờ giải quyết trung bình
    <ai> xử_lý|giải_quyết yêu_cầu|ticket|khiếu_nại? chậm|lâu nhất => nhân viên nào số giờ giải quyết trung bình cao nhất
    <ai> xử_lý|giải_quyết yêu_cầu|ticket|khiếu_nại? nhanh nhất => nhân viên nào số giờ giải quyết trung bình thấp nhất
    bán_buôn|làm_ăn|kinh_doanh|tình_hình_kinh_doanh|tình_hình_bán_hàng|tình_hình_làm_ăn|buôn_bán {p}? thế_nào|ra_sao|sao_rồi|thế_nào_rồi|ổn_không|được_không|có_ổn_không => doanh thu {p}
    kiếm|thu|thu_về|bỏ_túi|làm_ra được|về? bao_nhiêu|mấy tiền|doanh_thu|doanh_số? => doanh thu
    doanh_thu|doanh_số|tiền từ|của|đến_từ|do khách|khách_hàng cũ|quen|cũ_mua => doanh thu mở rộng
    khách|khách_hàng cũ|quen mua_lại|mang_về|đóng_góp|mang_lại|đem_về|mua|chi được? bao_nhiêu|mấy doanh_thu|doanh_số|tiền? !đơn => doanh thu mở rộng
    chi_phí_marketing|chi_phí_mkt|chi_phí_quảng_cáo|tiền_quảng_cáo|tiền_marketing|tiền_ads|chi_phí_ads ăn|chiếm|ngốn|hết|ăn_mất|ăn_hết|bằng bao_nhiêu|mấy <phần_trăm> doanh_thu|doanh_số => tỷ lệ chi phí marketing trên doanh thu
    từ? {n} đến|tới|- {k} tuổi => «where age between {n} and {k}»

    # Lúc nào nhất, lúc nào bét
    thứ_mấy|ngày_nào_trong_tuần|thứ_nào|hôm_nào_trong_tuần trong_tuần? nhiều|có_nhiều|đông {m} nhất => {m} theo thứ «highest »
    thứ_mấy|ngày_nào_trong_tuần|thứ_nào|hôm_nào_trong_tuần trong_tuần? ít|có_ít|vắng {m} nhất => {m} theo thứ «lowest »
    thứ_mấy|ngày_nào_trong_tuần|thứ_nào|hôm_nào_trong_tuần trong_tuần? bán|bán_hàng|bán_được? <nhất> => doanh thu theo thứ «highest »
    giờ_nào|mấy_giờ|khung_giờ_nào|lúc_mấy_giờ|lúc_nào_trong_ngày nhiều|có_nhiều|đông {m} nhất => {m} theo giờ «highest »
    giờ_nào|mấy_giờ|khung_giờ_nào|lúc_mấy_giờ|lúc_nào_trong_ngày khách|khách_hàng gọi|gọi_đến|gọi_tới|gọi_vào|hay_gọi|gọi_điện nhiều? nhất => cuộc gọi theo giờ lọc chiều = in «highest »
    {g} nào bán|bán_được|bán_hàng|làm_ăn <nhất> => doanh thu theo {g} «highest »
    {g} nào bán|bán_được|bán_hàng|làm_ăn <bét> => doanh thu theo {g} «lowest »
    {g} nào bán_chạy_nhất|bán_tốt_nhất|bán_nhiều_nhất|bán_được_nhất|bán_khá_nhất => doanh thu theo {g} «highest »
    {g} nào bán_ế_nhất|bán_kém_nhất|bán_ít_nhất|bán_tệ_nhất|bán_yếu_nhất|ảm_đạm_nhất => doanh thu theo {g} «lowest »

    # Cái gì tăng, cái gì giảm, do đâu
    {d} nào tăng_trưởng|phát_triển|đi_lên|bứt_phá|tăng mạnh|nhanh|tốt|cao|khá|nhiều nhất => {d} nào tăng doanh thu nhiều nhất
    {d} nào sụt|tụt|giảm|đi_xuống|xuống_dốc|sa_sút mạnh|nhanh|nhiều|sâu|thảm|nặng nhất => {d} nào giảm doanh thu nhiều nhất
    <ai> tăng_trưởng|tiến_bộ|đi_lên|bứt_phá mạnh|nhanh|tốt|cao|khá|nhiều nhất => nhân viên nào tăng doanh thu nhiều nhất
    <ai> sụt|tụt|đi_xuống|xuống_dốc|sa_sút|thụt_lùi mạnh|nhanh|nhiều|sâu|thảm|nặng nhất => nhân viên nào giảm doanh thu nhiều nhất
    {m} giảm|sụt|tụt|xuống|thấp|kém mạnh|thế|vậy|đi|sâu|nhiều? là? do_đâu|vì_sao|tại_sao|do_cái_gì|vì_đâu|vì_lý_do_gì|do_ai|tại_đâu|vì_cái_gì => vì sao {m} giảm
    {m} tăng|lên|cao mạnh|thế|vậy|đột_biến|nhiều? là? do_đâu|vì_sao|tại_sao|nhờ_đâu|do_cái_gì|vì_đâu|nhờ_cái_gì => vì sao {m} tăng
    {m} {p} giảm|sụt|tụt|xuống|thấp|kém mạnh|thế|vậy|đi|sâu|nhiều? là? do_đâu|vì_sao|tại_sao|do_cái_gì|vì_đâu|vì_lý_do_gì|do_ai|tại_đâu|vì_cái_gì => vì sao {m} {p} giảm
    {m} {p} tăng|lên|cao mạnh|thế|vậy|đột_biến|nhiều? là? do_đâu|vì_sao|tại_sao|nhờ_đâu|do_cái_gì|vì_đâu|nhờ_cái_gì => vì sao {m} {p} tăng
    điều_gì|cái_gì|yếu_tố_nào|nguyên_nhân_nào|lý_do_gì khiến|làm|làm_cho|dẫn_đến {m} giảm|sụt|tụt => vì sao {m} giảm
    điều_gì|cái_gì|yếu_tố_nào|nguyên_nhân_nào|lý_do_gì khiến|làm|làm_cho|dẫn_đến {m} tăng|lên => vì sao {m} tăng
    # Nói bằng lời khác
    chốt_sổ|tổng_kết|khóa_sổ|kết_sổ|quyết_toán =>
    sếp_hỏi|sếp_muốn_biết|cho_hỏi|nói_xem|nói_anh_nghe|báo_anh|báo_sếp|nhắc_lại =>
    kể_tên|kể_tên_các|cho_tên|điểm_tên|chỉ_ra|chỉ_tên &top =>
    kể_tên|kể_tên_các|cho_tên|điểm_tên|chỉ_ra {n} => {n}
    tăng_hay_giảm|lên_hay_xuống|giảm_hay_tăng|tăng_giảm_thế_nào|tăng_giảm_ra_sao !so|cùng => so với kỳ trước
    lợi_nhuận {p} là? lãi_hay_lỗ|lời_hay_lỗ|lỗ_hay_lãi|âm_hay_dương => lợi nhuận {p}
    lãi_hay_lỗ|lời_hay_lỗ|lỗ_hay_lãi|lỗ_lãi|lãi_lỗ|lời_lỗ thế_nào|ra_sao|sao|bao_nhiêu? !nhuận => lợi nhuận
    có_lãi|có_lời|bị_lỗ|lỗ không|ko !nhuận|nào => lợi nhuận
    lãi|lời|lãi_được|lời_được|lãi_ròng bao_nhiêu|mấy tiền? !nhuận => lợi nhuận bao nhiêu
    chưa|không|chả|chẳng ai|có_ai|được_ai phụ_trách|quản_lý|nhận|đứng_tên => «rows owner is null»
    khách|khách_hàng|kh? nữ|nam chi|mua|tiêu|chi_tiêu|mua_hàng nhiều|ít|khỏe|đậm|khủng hơn hay khách|khách_hàng|kh? nam|nữ chi|mua|tiêu|chi_tiêu|mua_hàng? nhiều|ít|khỏe|đậm|khủng? hơn? => doanh thu theo giới tính
    khách|khách_hàng|kh? nữ|nam hay|so_với|với|và khách|khách_hàng|kh? nam|nữ chi|mua|tiêu|chi_tiêu|mua_hàng nhiều|ít|khỏe|đậm|khủng hơn => doanh thu theo giới tính
    đổ|chi|rót|dành|tiêu vào|cho {d} nào nhiều? nhất => theo {d} «highest »
    đổ_vào|dồn_vào|rơi_vào|tập_trung_vào|nằm_ở|tập_trung_ở|đến_từ {d} nào nhiều? nhất => theo {d} «highest »
    đổ_vào|dồn_vào|rơi_vào|tập_trung_vào|nằm_ở|tập_trung_ở {d}|những? nào? => theo {d}
    đổ_vào|dồn_vào|rơi_vào|tập_trung_vào khung_giờ|giờ nào nhiều_nhất? => theo giờ
    giữ|ôm|nắm|cầm|theo_đuổi|đeo &nhiều|ít =>
    cơ_hội|deal mở nhiều? nhất => cơ hội đang mở nhất
    trong_số|trong|số khách_mới|khách_hàng_mới|kh_mới {p}? có? bao_nhiêu|mấy người|khách|đứa|ông? đã|có? mua|mua_hàng|lên_đơn|ra_đơn|chốt|phát_sinh_đơn => «show count(customers where count(orders where status = placed per customer up to P) > 0)» {p}
    trong_số|trong|số khách_mới|khách_hàng_mới|kh_mới {p}? có? bao_nhiêu|mấy <phần_trăm> đã|có? mua|mua_hàng|lên_đơn|ra_đơn|chốt|phát_sinh_đơn => tỷ lệ khách thành người mua {p}
    tỷ_lệ cuộc_gọi_nhỡ|gọi_nhỡ|nhỡ|nhỡ_máy|nhỡ_cuộc_gọi => «show calls_missed / calls * 100»
    bao_nhiêu|mấy <phần_trăm> cuộc_gọi|cuộc bị? nhỡ => «show calls_missed / calls * 100»
    tỷ_lệ hủy_đơn|đơn_hủy|hủy|đơn_bị_hủy|đơn_hàng_hủy|hủy_đơn_hàng => «show count(orders where status = cancelled) / count(orders) * 100»
    bao_nhiêu|mấy <phần_trăm> đơn|đơn_hàng bị? hủy => «show count(orders where status = cancelled) / count(orders) * 100»
    tỷ_lệ hoàn_thành|làm_xong công_việc|việc|task => «show tasks_completed / tasks_created * 100»
    tiền_marketing|tiền_mkt|tiền_quảng_cáo|ngân_sách_marketing|ngân_sách_mkt|tiền_ads|ngân_sách_quảng_cáo => chi phí marketing
    chi_phí_marketing {p}? đi_đâu|đi_đâu_hết|đi_về_đâu|tiêu_vào_đâu|chi_vào_đâu|đổ_vào_đâu => chi phí marketing theo nguồn {p}
    {d} nào|có có? {m} tốt|ngon|đẹp|khủng|khá nhất => {d} nào {m} cao nhất
    {d} nào|có có? {m} kém|tệ|bết|yếu|đuối|bét|lẹt_đẹt nhất => {d} nào {m} thấp nhất
    <ai> có {m} tốt|ngon|đẹp|khủng|khá nhất => nhân viên nào {m} cao nhất
    <ai> có {m} kém|tệ|bết|yếu|đuối|bét|lẹt_đẹt nhất => nhân viên nào {m} thấp nhất
    <ai> {m} tốt|ngon|đẹp|khủng|khá nhất => nhân viên nào {m} cao nhất
    <ai> {m} kém|tệ|bết|yếu|đuối|bét|lẹt_đẹt nhất => nhân viên nào {m} thấp nhất
    {m} của? mỗi|từng|các bạn|em|người|đứa|thằng|ông|anh_em|thành_viên => {m} theo nhân viên
    {m} {p} của? mỗi|từng|các bạn|em|người|đứa|thằng|ông|anh_em|thành_viên => {m} {p} theo nhân viên
    anh_em|chị_em|cả_đội|toàn_đội|cả_team|cả_nhà_mình|team_mình|đội_mình|bọn_em|bên_mình|nhà_mình|shop|cửa_hàng &bán|chạy|làm|kiếm|thu|có|được|gọi =>
    {m} có xu_hướng|chiều_hướng|đà giảm|tăng|đi_xuống|đi_lên không? => {m} xu hướng
    {m} đang|dạo_này|có_đang|đang_có? tăng|giảm|lên|xuống|tăng_hay_giảm|lên_hay_xuống|đi_lên|đi_xuống không|ko? $ => {m} xu hướng
    dạo_này|gần_đây|thời_gian_qua {m} thế_nào|ra_sao|sao_rồi|tăng_hay_giảm => {m} xu hướng
    # Thêm nữa
    <ai> là sale|nhân_viên|nv|người|bạn|đứa|thằng &bán|có|chốt|gọi|kiếm|chạy|làm => nhân viên nào
    là_ai|là_khách_nào|là_người_nào|là_nhân_viên_nào|là_bạn_nào|là_đứa_nào|là_nguồn_nào|là_kênh_nào|là_phòng_nào $ =>
    chi|tiêu|chi_tiêu|bỏ_tiền|móc_ví|vung_tiền nhiều|đậm|mạnh|khủng tiền? nhất => mua nhiều nhất
    mua nhiều tiền nhất => mua nhiều nhất
    so_với {p} thì {q} {m} tăng|giảm|hơn|kém|có_tăng|thế_nào|ra_sao|sao? => {m} {q} so với {p}
    so_với {p} thì {m} {q} tăng|giảm|hơn|kém|có_tăng|thế_nào|ra_sao|sao? => {m} {q} so với {p}
    so_với {p} thì {q} {m} tăng_hay_giảm|lên_hay_xuống|hơn_hay_kém => {m} {q} so với {p}
    so_với {p} thì {m} {q} tăng_hay_giảm|lên_hay_xuống|hơn_hay_kém => {m} {q} so với {p}
    đang|còn|hiện|hiện_đang|đang_nằm|dừng ở giai_đoạn|bước => giai đoạn
    yêu_cầu|yêu_cầu_hỗ_trợ|ticket|khiếu_nại|phiếu_hỗ_trợ chưa|chưa_được xử_lý|giải_quyết|đóng|trả_lời xong? => yêu cầu đang mở
    deal|cơ_hội thua|mất|rớt|tuột|trượt vì|do|bởi|tại => cơ hội mất
    email|mail|thư gửi|gửi_đi => email đã gửi
    tỷ_lệ mở email|mail|thư? => tỷ lệ mở email
    tỷ_lệ bấm|click|nhấp email|mail|link? => tỷ lệ bấm email
    """#
}
