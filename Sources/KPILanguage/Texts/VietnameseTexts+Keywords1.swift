extension VietnameseTexts {
  /// The help lines of keywords.
  static let keywords1 = #"""
    metrics side by side
    các chỉ số đặt cạnh nhau

    a metric and its part of the whole
    một chỉ số và tỷ trọng trong tổng

    how many there are so far, at checkpoints
    đến từng mốc đã có bao nhiêu

    the conversion table, or an ordered funnel with ->
    bảng chuyển đổi, hoặc phễu theo thứ tự với ->

    how long it takes from creation to an outcome
    từ khi tạo đến khi có kết quả mất bao lâu

    how many are in each state, day by day
    mỗi trạng thái có bao nhiêu, từng ngày

    who came in a period: a table per trait
    khách đến trong kỳ là ai: mỗi đặc điểm một bảng

    actual against target
    thực tế so với chỉ tiêu

    cohorts and who of them came back
    các nhóm khách theo thời gian và những ai quay lại

    the rows themselves
    từng dòng dữ liệu

    the rows behind a cell of the last result
    các dòng làm nên một ô của kết quả vừa rồi

    what a change is made of
    phần nào làm nên sự thay đổi

    a projection with its error
    dự báo kèm sai số

    the plan of a question
    câu hỏi được tính như thế nào

    the model, or one definition
    mô hình, hoặc một định nghĩa

    a dimension's values with counts
    các giá trị của một chiều, kèm số lượng

    help on a topic
    trợ giúp về một mục

    a read-only query on the database
    truy vấn chỉ đọc vào cơ sở dữ liệu

    also real rows, time and bytes
    kèm số dòng, thời gian và dung lượng thật

    as PostgreSQL reads it
    theo cách viết của PostgreSQL

    as Spark reads it
    theo cách viết của Spark

    more columns
    thêm cột

    later steps strictly after the earlier
    bước sau phải xảy ra sau hẳn bước trước

    one row per value of a dimension or unit of time
    mỗi giá trị của một chiều hoặc mỗi đơn vị thời gian một dòng

    only rows that meet a condition
    chỉ lấy các dòng thỏa điều kiện

    only groups that meet a condition
    chỉ giữ các nhóm thỏa điều kiện

    beside the period before
    đặt cạnh kỳ trước

    beside the same period a year earlier
    đặt cạnh cùng kỳ năm trước

    beside another period
    đặt cạnh một kỳ khác

    the greatest groups only
    chỉ các nhóm lớn nhất

    the rest as one group
    phần còn lại gộp thành một nhóm

    the order of the rows
    thứ tự các dòng

    greatest first
    lớn trước

    smallest first
    nhỏ trước

    the longest time to a step; a tolerance in a comparison
    thời gian lâu nhất đến một bước; mức sai lệch khi so sánh

    the longest time for the whole funnel
    thời gian lâu nhất cho cả phễu

    the metrics of a scorecard
    các chỉ số của thẻ điểm

    what each metric counts in a score
    mỗi chỉ số góp bao nhiêu vào điểm

    names for scores
    tên hạng theo điểm

    a day
    một ngày

    an ISO week
    một tuần (ISO)

    a month
    một tháng

    a quarter
    một quý

    a year
    một năm

    an hour
    một giờ

    a day of the week, Monday first
    thứ trong tuần, thứ Hai đầu tiên

    the first day of a range
    ngày đầu của một khoảng

    the last day of a range, or a file
    ngày cuối của một khoảng, hoặc một tệp

    inside a period, or one of a list
    trong một kỳ, hoặc một trong danh sách

    units up to the running one
    các kỳ tính đến kỳ hiện tại

    the unit before
    kỳ liền trước

    the running unit
    kỳ hiện tại

    units to come
    các kỳ sắp tới

    the current day
    ngày hôm nay

    the day before
    ngày hôm qua

    from the earliest row to today
    từ dòng sớm nhất đến hôm nay

    both hold
    cả hai đều đúng

    at least one holds
    ít nhất một điều đúng

    does not hold
    không đúng

    has no value
    không có giá trị

    has a value
    có giá trị

    from one value to another, both included
    từ giá trị này đến giá trị kia, tính cả hai đầu

    the text holds a part
    chữ có chứa một đoạn

    the text begins with a part
    chữ bắt đầu bằng một đoạn

    no value
    không có giá trị

    holds
    đúng

    an empty table is fine too
    bảng rỗng cũng được

    orders the table
    xếp thứ tự bảng

    the first rows
    các dòng đầu

    some of the columns
    chọn một số cột

    a new column
    thêm một cột mới

    a column's values as columns
    các giá trị của một cột thành nhiều cột

    columns as rows
    các cột thành dòng

    draws the table
    vẽ bảng thành biểu đồ

    writes the table to a file
    ghi bảng ra tệp

    names the table
    đặt tên cho bảng

    what the numbers mean
    các con số nghĩa là gì

    a bar chart
    biểu đồ cột

    a line chart
    biểu đồ đường

    a pie chart
    biểu đồ tròn

    a heat map
    bản đồ nhiệt

    names a value or a table
    đặt tên cho một giá trị hoặc một bảng

    a value given from outside
    giá trị cho từ bên ngoài

    the definitions of another script
    lấy định nghĩa của kịch bản khác

    once for each value or unit
    lặp một lần cho mỗi giá trị hoặc đơn vị

    only where a condition holds
    chỉ khi điều kiện đúng

    where it does not hold
    khi điều kiện không đúng

    a report of one's own, or what a report needs
    báo cáo tự viết, hoặc những gì một báo cáo cần

    runs a report
    chạy một báo cáo

    writes a text
    ghi ra một đoạn chữ

    fails where a condition does not hold
    báo lỗi khi điều kiện không đúng

    a warning where a condition holds
    cảnh báo khi điều kiện đúng

    changes a setting
    đổi một thiết lập

    answers as an employee sees it; a unit or a name
    trả lời theo quyền xem của một nhân viên; một đơn vị hoặc tên

    opens a database
    mở một cơ sở dữ liệu

    defines a metric
    định nghĩa một chỉ số

    defines a group of rows
    định nghĩa một nhóm dòng

    sets a target
    đặt một chỉ tiêu

    joins entities to one stream
    nối nhiều đối tượng thành một dòng sự kiện

    defines a name again
    định nghĩa lại một tên

    names the model
    đặt tên cho mô hình

    the entity that reports follow
    đối tượng mà các báo cáo theo dõi

    defines an entity
    định nghĩa một đối tượng

    an entity whose table may be missing
    đối tượng có thể không có bảng

    who may ask, and what they see
    ai được hỏi, và được xem những gì

    a condition on what a viewer sees
    điều kiện về những gì người xem được thấy

    a property to split and filter by
    thuộc tính để chia nhóm và lọc

    a number to add up
    con số để cộng

    a reference to another row
    liên kết đến một dòng khác

    the changes of a dimension
    các lần thay đổi của một chiều

    the table of an entity
    bảng của một đối tượng

    the column that names a row
    cột chứa tên của dòng

    the column with an employee's login
    cột chứa tên đăng nhập của nhân viên

    when a row happened
    thời điểm của một dòng

    the column that tells rows apart
    cột phân biệt các dòng

    a time that is an intention
    thời điểm dự kiến

    the column that orders values; the default outcome of a cycle
    cột xếp thứ tự giá trị; kết quả mặc định của chu kỳ

    what a cycle waits for
    kết quả mà chu kỳ chờ đợi

    the entity that holds targets
    đối tượng chứa chỉ tiêu

    the rows to go over
    các dòng để tính

    another time than the entity's
    một thời điểm khác với thời điểm của đối tượng

    from when to when a row is open
    dòng mở từ lúc nào đến lúc nào

    open at some time in a period
    mở vào lúc nào đó trong kỳ

    for each
    cho mỗi

    each thing once
    mỗi thứ một lần

    the first ever only
    chỉ lần đầu tiên

    one row per linked thing
    mỗi thứ được liên kết một dòng

    earlier than
    trước

    until the end of
    cho đến hết

    at any time
    vào bất cứ lúc nào

    the period asked for
    kỳ được hỏi

    a metric that should fall
    chỉ số càng thấp càng tốt
    """#
}
