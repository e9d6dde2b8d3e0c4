extension VietnameseTexts {
  /// Notes of tables, and the card.
  static let notes = #"""
    {0} have no time, so the period does not choose among them
    {0} không có thời điểm, nên kỳ không chọn lọc các dòng đó

    there are no targets for what the condition chooses
    không có chỉ tiêu cho phần dữ liệu mà điều kiện chọn

    {0} is the unit of time here; the dimension of that name is written `{1}`
    {0} ở đây là đơn vị thời gian; chiều cùng tên viết là `{1}`

    rows are laid side by side in their order: {0} beside {1}
    các dòng được đặt cạnh nhau theo thứ tự: {0} cạnh {1}

    Monday
    Thứ Hai

    Tuesday
    Thứ Ba

    Wednesday
    Thứ Tư

    Thursday
    Thứ Năm

    Friday
    Thứ Sáu

    Saturday
    Thứ Bảy

    Sunday
    Chủ nhật

    {0}: by present value
    {0}: theo giá trị hiện tại

    the groups of {0} overlap, so there is no share of several together
    các nhóm của {0} giao nhau, nên không có tỷ trọng lũy kế

    the rows that have the counted values; the number counts each value once
    các dòng mang những giá trị được đếm; con số đếm mỗi giá trị một lần

    method: {0}, fitted to {1} – {2}
    phương pháp: {0}, học từ {1} đến {2}

    backtest error (sMAPE) over {0} – {1}: {2}
    sai số kiểm thử (sMAPE) {0} – {1}: {2}

    low – high: 95 % range
    khoảng thấp – cao: 95 %

    seasons are learned from 30 complete months on, and there are {0}
    mùa vụ cần 30 tháng trọn, chỉ có {0}

    times of {0}
    thời điểm của {0}

    {0} of {1}
    {0} của {1}

    {0} are seen only by those who see everything
    {0}: chỉ người xem được tất cả mới thấy

    step {0} can still rise: {1} count whenever they come
    bước {0} còn có thể tăng: {1} được tính bất kể khi nào đến

    {0} has targets, but cannot be split by {1}
    {0} không chia được theo {1}

    there are no targets for the period
    không có chỉ tiêu nào trong kỳ

    period: all, because the rows have no time
    kỳ: tất cả, vì các dòng không có thời điểm

    period: {0}, both included
    kỳ: {0}, kể cả hai đầu

    compared with: {0}
    so với: {0}

    step `{0}`: at most {1} after the step before, the bound itself included
    bước `{0}`: nhiều nhất {1} sau bước trước, kể cả đúng hạn

    all steps: at most {0} after the first, the bound itself included
    mọi bước: nhiều nhất {0} sau bước đầu, kể cả đúng hạn

    time zone: {0}; weeks start on Monday (ISO)
    múi giờ: {0}; tuần bắt đầu từ thứ Hai (ISO)

    as of: {0}; rows dated after it are as if not there
    tính đến: {0}; dòng có ngày sau đó coi như chưa có

    unit counted: {0}
    đơn vị đếm: {0}

    a row of {0}
    một dòng của {0}

    a row of {0} by {1}
    một dòng của {0} theo {1}

    in the period
    trong kỳ

    all up to the period's end
    tất cả đến cuối kỳ

    all before the period
    tất cả trước kỳ

    all before the row that asks
    tất cả trước dòng đang xét

    ever
    từ trước đến nay

    open at some time in the period
    mở vào lúc nào đó trong kỳ

    open at the period's end
    còn mở vào cuối kỳ

    of the period before
    của kỳ trước

    {0} earlier
    sớm hơn {0}

    the last {0} up to the unit's end
    {0} tính đến cuối kỳ

    from the question's first day
    từ ngày đầu của câu hỏi

    from the {0}'s start
    từ đầu {0}

    with everything before
    cùng mọi thứ trước đó

    nulls: a missing value is the group (none), last; counts and sums of nothing are 0, ratios and averages null
    giá trị trống: thành nhóm (chưa rõ), xếp cuối; đếm và tổng của không có gì là 0, tỷ lệ và trung bình là trống

    total: none
    tổng: không có

    total: computed over everything asked, not added up from the rows
    tổng: tính trên toàn bộ những gì được hỏi, không cộng từ các dòng

    {0} hours
    {0} giờ

    {0} days
    {0} ngày

    {0} weeks
    {0} tuần

    {0} months
    {0} tháng

    {0} quarters
    {0} quý

    {0} years
    {0} năm

    {0} are known by month: each counts on the first day of its month
    {0} chỉ có tháng: mỗi dòng tính vào ngày đầu tháng

    {0} are known by day: all of them count at hour 0
    {0} chỉ có ngày, không có giờ: tất cả đều tính vào 0 giờ

    {0} are known by year: each counts on the first day of its year
    {0} chỉ có năm: mỗi dòng tính vào ngày đầu năm

    the newest row of {0} is of {1}; pin the day with --today {2}
    dòng mới nhất của {0} là ngày {1}; đặt ngày hôm nay bằng --today {2}

    the newest row of {0} is of {1}
    dòng mới nhất của {0} là ngày {1}

    the running {0} is compared with as many days of its partner ({1}), the total with {2}
    {0} đang chạy được so với bằng ấy ngày của kỳ tương ứng ({1}), tổng với {2}

    {0} can still rise: {1} count whenever they come
    {0} còn có thể tăng: {1} được tính bất kể khi nào đến

    {0} can still fall: {1} count whenever they come
    {0} còn có thể giảm: {1} được tính bất kể khi nào đến

    {0} can still change: {1} count whenever they come
    {0} còn có thể thay đổi: {1} được tính bất kể khi nào đến
    """#
}
