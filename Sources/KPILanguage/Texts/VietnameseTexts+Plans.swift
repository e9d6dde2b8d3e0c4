extension VietnameseTexts {
  /// What `explain` tells, definitions of a model, and examples with words of their own.
  static let plans = #"""
    the row
    dòng đó

    overall within {0}
    cả nhóm {0}

    overall
    toàn thể

    1 row
    1 dòng

    {0} of the group
    {0} trong nhóm

    first of {0} per {1}
    {0} đầu tiên mỗi {1}

    open at the end, until {0}
    đang mở ở cuối kỳ, đến {0}

    open in it, until {0}
    đang mở trong kỳ, đến {0}

    unit
    kỳ

    up to the unit's end
    tính đến cuối kỳ

    before the unit
    trước kỳ

    before this
    trước dòng này

    all, after today too
    tất cả, kể cả sau hôm nay

    from the question's start
    từ đầu khoảng được hỏi

    from the beginning
    từ đầu

    no day
    không ngày nào

     ignoring case
     không kể hoa thường

     ignoring case and diacritics
     không kể hoa thường và dấu

    tomorrow
    ngày mai

    no plan: the answer comes from the model alone
    không phải tính: câu trả lời lấy thẳng từ mô hình

    StateAt({0}; beside {1})
    Trạng thái ngày({0}; đối chiếu {1})

    Present({0})
    Có mặt({0})

    Changes({0} to {1})
    Thay đổi(từ {0} sang {1})

    Read({0})
    Đọc({0})

    in {0}
    trong {0}

    Limit({0})
    Giới hạn({0})

    column
    cột

    Having({0})
    Giữ({0})

    Sort({0})
    Sắp xếp({0})

    Densify({0} units)
    Lấp đủ({0} kỳ)

    Compare(with {0})
    So với({0})

    Derive({0})
    Tính({0})

    Join(keys, {0} aggregates)
    Ghép theo khóa({0} phép gộp)

    the {0} greatest of key {1}
    {0} giá trị lớn nhất của khóa {1}

    the {0} greatest rows within each of key {1}
    {0} dòng lớn nhất trong mỗi giá trị của khóa {1}

    {0}, the others as one
    {0}, phần còn lại gộp làm một

    one row
    một dòng

    keys in order, first column descending
    theo thứ tự khóa, cột đầu giảm dần

    column {0}
    cột {0}

    key {0}
    khóa {0}

    {0} descending
    {0} giảm dần

    grain
    kỳ

    {0} Aggregate({1}, sets {2})
    {0} Gộp({1}, các mức {2})

    of a thing
    của mỗi thứ

    {0} of a thing
    {0} của mỗi thứ

    {0}, having {1}
    {0}, giữ {1}

    Each({0})
    Từng thứ({0})

    Union({0} streams)
    Hợp({0} luồng)

    Place({0} of {1})
    Xếp vào({0} của {1})

    {0} steps
    {0} bước

    overall {0}
    toàn chặng {0}

    Match({0}; the first in {1})
    Khớp({0}; bước đầu trong {1})

    step {0}
    bước {0}

    {0}, within {1}
    {0}, trong vòng {1}

    {0} at {1}
    {0} theo {1}

    {0}, {1} visible
    {0}, thấy {1}

    {0}, where {1}
    {0}, lọc {1}

    Rows({0})
    Dòng({0})

    Attach({0})
    Gắn({0})

    plan {0}: {1} rows in {2} ms on {3} threads
    kế hoạch {0}: {1} dòng, {2} ms, {3} luồng

    run there: {0} statements of SQL, {1} rows brought back
    chạy tại đó: {0} câu SQL, {1} dòng đem về

    facts about subjects: {0} made, {1} reused
    số liệu của từng đối tượng: tính mới {0}, dùng lại {1}

    {0}; {1} of {2} bytes
    {0}; {1} trong {2} byte

    columns in memory: {0} bytes
    các cột trong bộ nhớ: {0} byte

    metric `{0}`
    chỉ số `{0}`

    {0} `{1}` of `{2}`
    {0} `{1}` của `{2}`

    history `{0}` of `{1}`
    lịch sử `{0}` của `{1}`

    events `{0}`
    sự kiện `{0}`

    segment `{0}`
    phân khúc `{0}`

    target `{0}`
    chỉ tiêu `{0}`

    alert `{0}` per {1}
    báo động `{0}` mỗi {1}

    report `{0}`
    báo cáo `{0}`

    funnel by source month 2023-09; drill Facebook orders
    phễu theo nguồn tháng 2023-09; soi Facebook đơn_hàng

    alert orders per day when orders < 3 "call the leads of last week"; alerts
    báo động đơn_hàng mỗi ngày khi đơn_hàng < 3 "gọi lại khách mới của tuần trước"; các báo động

    show orders by source year 2023 | derive size = if(orders > 10, "large", "small")
    xem đơn_hàng theo nguồn năm 2023 | tính cỡ = nếu(đơn_hàng > 10, "lớn", "nhỏ")

    show revenue by month quarter 2023-Q3 | derive counted = least(revenue, 500M)
    xem doanh_thu theo tháng quý 2023-Q3 | tính tính_đến = bé_hơn_cả(doanh_thu, 500M)

    seasonal naive
    theo mùa giản đơn

    damped trend
    xu hướng tắt dần

    Holt–Winters additive, damped
    Holt–Winters cộng, tắt dần

    Holt–Winters additive
    Holt–Winters cộng

    Holt–Winters multiplicative, damped
    Holt–Winters nhân, tắt dần

    Holt–Winters multiplicative
    Holt–Winters nhân
    """#

  /// What the system says of files, which no source has.
  package static let system = #"""
    no such file or directory
    không có tệp hoặc thư mục này

    permission denied
    không có quyền

    is a directory
    đây là thư mục

    not a directory
    đây không phải thư mục

    no space left on device
    ổ đĩa đã đầy

    read-only file system
    ổ đĩa chỉ cho đọc

    file exists
    tệp đã có

    too many open files
    mở quá nhiều tệp

    input/output error
    lỗi đọc ghi của ổ đĩa
    """#
}
