extension VietnameseTexts {
  /// What the lexer and the parser tell.
  static let parser1 = #"""
    error
    lỗi

    warning
    cảnh báo

    note
    ghi chú

    did you mean {0}?
    có phải {0}?

    {0} or {1}
    {0} hoặc {1}

    {0} and {1}
    {0} và {1}

    {0}, no {1}
    {0}, cũng không nhận {1}

    `{0}` is no date
    `{0}` không phải là ngày

    `{0}` has a month that does not exist
    `{0}` có tháng không tồn tại

    `{0}` is a day that does not exist
    `{0}` là ngày không tồn tại

    `{0}` is a week that does not exist
    `{0}` là tuần không tồn tại

    `{0}` is a quarter that does not exist
    `{0}` là quý không tồn tại

    `{0}` is a year that does not exist
    `{0}` là năm không tồn tại

    years begin with 0001
    năm bắt đầu từ 0001

    write `2023-09-06`, `2023-09`, `2023-W36` or `2023-Q3`; a subtraction has blanks
    hãy viết `2023-09-06`, `2023-09`, `2023-W36` hoặc `2023-Q3`; phép trừ có dấu cách hai bên

    {0} has the weeks W01 to W{1}
    năm {0} có các tuần từ W01 đến W{1}

    quarters are Q1 to Q4
    quý viết từ Q1 đến Q4

    months are 01 to 12
    tháng viết từ 01 đến 12

    {0} has {1} days
    {0} có {1} ngày

    the number is too large
    số quá lớn

    numbers have at most 18 digits
    số có nhiều nhất 18 chữ số

    unexpected letters in a number
    trong số có lẫn chữ cái

    write `{0} {1}`
    hãy viết `{0} {1}`

    write {0}
    hãy viết {0}

    write `{0}`
    hãy viết `{0}`

    numbers are grouped with `_`
    chữ số được ngăn nhóm bằng `_`

    dates are written year, month, day
    ngày viết theo thứ tự năm, tháng, ngày

    the text is not closed
    chuỗi chữ chưa có dấu nháy đóng

    `{0}` has to follow on the same line
    phải có `{0}` trên cùng dòng

    unexpected typographic quote
    dấu nháy cong không dùng được

    write `'` or `"`
    hãy viết `'` hoặc `"`

    unexpected `\`
    `\` không đúng chỗ

    it joins lines and is the last thing on its line
    dấu này nối hai dòng, nên phải đứng cuối dòng

    unexpected `{0}`
    `{0}` không dùng được ở đây

    a value with a dash is written in quotes
    giá trị có dấu gạch phải viết trong nháy

    unexpected character {0}
    ký tự {0} không dùng được ở đây

    the name is not closed
    tên chưa có dấu nháy ngược đóng

    a back quote has to follow
    phải có dấu nháy ngược đóng lại

    a name needs at least one character
    tên phải có ít nhất một ký tự

    a variable's name follows `$` directly
    tên biến viết liền ngay sau `$`

    the end
    hết câu

    {0} more mistakes are not shown
    còn {0} lỗi nữa không hiện ra

    a link after `each`
    liên kết sau `each`

    an aggregate
    một hàm gộp

    a time after `at`
    thời điểm sau `at`

    an entity after `of`
    đối tượng sau `của`

    a link after `per`
    liên kết sau `mỗi`

    the time to look at
    thời điểm cần xét

    `P` or `this` after `before`
    `P` hoặc `này` sau `before`

    the first is `{0}`
    lần đầu là `{0}`

    the period
    kỳ

    {0} is given twice
    {0} được viết hai lần

    a clause
    một mệnh đề

    a period has its own word: `by {0} {1} {2}`
    kỳ phải có từ riêng: `theo {0} {1} {2}`

    write `in {0}`
    hãy viết `trong {0}`

    `compare previous`, `compare year` or `compare with`
    `so với kỳ trước`, `so với cùng kỳ` hoặc `so với`

    `compare year lunar` is reserved for a later version
    `compare year lunar` để dành cho phiên bản sau

    a number of units
    số lượng đơn vị

    a number of units after `overall`
    số lượng đơn vị sau `toàn chặng`

    a number of units after `next`
    số lượng đơn vị sau `tới`

    a weight
    trọng số

    a dimension or a unit of time after `by`
    một chiều hoặc đơn vị thời gian sau `theo`

    a number from 1 after `top`
    một số từ 1 trở lên sau `top`

    a share of the groups lies above 0% and is at most 100%
    phần nhóm được giữ phải lớn hơn 0% và nhiều nhất là 100%

    a dimension or a unit of time after `per`
    một chiều hoặc đơn vị thời gian sau `mỗi`

    a grade
    tên hạng

    the least score of `{0}`
    điểm thấp nhất của `{0}`

    the model's name
    tên mô hình

    an entity
    một đối tượng

    a policy's name
    tên quy tắc xem

    `metric`, `segment` or `events`
    `chỉ số`, `phân khúc` hoặc `sự kiện`

    a declaration
    một khai báo

    a metric's name
    tên chỉ số

    a description
    phần mô tả

    a unit such as `VND` or `%`
    đơn vị như `VND` hoặc `%`

    a segment's name
    tên phân khúc

    a name after `events`
    tên sau `sự kiện`

    a unit such as `month`
    đơn vị như `tháng`

    a dimension
    một chiều

    `access`, `department`, `of`, `parent` or `head`
    `access`, `department`, `của`, `parent` hoặc `head`

    a name after `{0}`
    tên sau `{0}`

    what a number counts is said inside its brackets: `count(E where C)`
    điều kiện của một con số nằm trong ngoặc của nó: `đếm(E lọc C)`

    write `if(C, X, Y)`
    hãy viết `nếu(C, X, Y)`

    write `show M by D`; `sql 'SELECT …'` asks the database itself
    hãy viết `xem M theo D`; `sql 'SELECT …'` hỏi thẳng cơ sở dữ liệu

    `count(E)` counts the rows of an entity
    `đếm(E)` đếm số dòng của một đối tượng

    the viewer has no {0}
    khai báo người xem còn thiếu {0}

    it is written `viewer PEOPLE access COLUMN department COLUMN of DEPARTMENTS parent COLUMN head COLUMN`
    cách viết: `viewer NGƯỜI access CỘT department CỘT của PHÒNG_BAN parent CỘT head CỘT`

    rows are split by names: a model gives an expression one, `dimension NAME = {0}(…)`
    chỉ chia theo tên được: hãy đặt tên cho biểu thức trong mô hình, `chiều TÊN = {0}(…)`

    write `by {0}`, which splits by the time that places the rows
    hãy viết `theo {0}`: chia theo thời điểm xếp kỳ của các dòng

    the list after `=`
    danh sách sau `=`

    a metric or `share`
    một chỉ số hoặc `tỷ trọng`

    an event
    một sự kiện

    an outcome
    một kết quả

    `=`, `detail`, `of`, `outcome`, `by` or `targets`
    `=`, `chi tiết`, `của`, `outcome`, `theo` hoặc `targets`

    a report of one's own has a block: `report weekly($week) { … }`
    báo cáo tự viết cần có khối: `báo cáo weekly($week) { … }`

    the table's name
    tên bảng

    an entity's name
    tên đối tượng

    `{` is not closed
    `{` chưa được đóng

    expected `}` before {0}
    cần `}` trước {0}

    a column
    một cột

    a member such as `dimension`
    một thành phần như `chiều`

    a table's name
    tên bảng

    `key` or `where`
    `key` hoặc `lọc`

    a time's name
    tên thời điểm

    a format
    một định dạng

    a dimension's name
    tên chiều

    a table
    một bảng

    `.` and a column
    `.` và một cột

    a link's name
    tên liên kết

    a column or a path
    một cột hoặc đường dẫn

    a measure's name
    tên số đo

    a number such as "1.234,56"
    một số như "1.234,56"

    a unit such as `VND`
    đơn vị như `VND`

    an entity or a table's column
    một đối tượng hoặc cột của bảng

    `and` or `or` between two comparisons
    `và` hoặc `hoặc` giữa hai phép so sánh

    write `a < b and b < c`
    hãy viết `a < b và b < c`

    a number, or a share such as `2%`
    một số, hoặc tỷ lệ như `2%`

    a list in brackets or a period after `in`
    danh sách trong ngoặc hoặc một kỳ sau `trong`

    write `in (…)`
    hãy viết `trong (…)`

    a name that is spelled like a keyword is written in back quotes
    tên trùng với từ khóa phải viết trong dấu nháy ngược

    a name after `.`
    tên sau `.`

    {0} takes no `{…}`
    {0} không dùng `{…}`

    write it in single quotes, or `{{`
    hãy viết trong nháy đơn, hoặc viết `{{`

    a label
    nhãn

    a name in quotes
    tên trong nháy

    expected {0}, found `{1}`
    ở đây cần {0}, nhưng gặp `{1}`

    a unit such as `days`
    đơn vị như `ngày`

    a value
    một giá trị

    a name, a number or a bracket
    tên, số hoặc dấu ngoặc

    `{0}` needs quotes
    `{0}` phải viết trong nháy

    write `'{0}'`
    hãy viết `'{0}'`

    a subtraction has blanks around `-`
    phép trừ có dấu cách hai bên `-`

    a name
    một tên

    a period
    một kỳ

    a number of units from 1
    số lượng đơn vị từ 1 trở lên

    a number or a unit such as `month`
    một số hoặc đơn vị như `tháng`

    a period such as `month 2023-09`
    một kỳ như `tháng 2023-09`

    write `last {0} {1}`
    hãy viết `{0} {1} qua`
    """#
}
