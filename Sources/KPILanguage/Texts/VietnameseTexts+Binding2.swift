extension VietnameseTexts {
  /// What the catalog, the binder and the functions tell.
  static let binding2 = #"""
    a span is added to a time only, and this is {0}
    chỉ cộng khoảng thời gian vào một thời điểm được, còn đây là {0}

    times are reckoned in the years 1 to 9999
    thời điểm chỉ tính được từ năm 1 đến năm 9999

    write `by {0}`: its rows are told apart by the year too
    viết `theo {0}`: các dòng của nó đã ghi cả năm

    what stands beside other columns is a column
    đứng cạnh các cột khác phải là một cột

    {0} columns are a time only with the form that they have side by side
    {0} cột chỉ thành thời điểm khi có mẫu của chúng đặt cạnh nhau

    write `as "yyyy mm dd"` behind them
    viết `as "yyyy mm dd"` phía sau

    a number that is a time stands in one column
    số biểu thị thời điểm phải nằm trong một cột

    `{0}` is no form of a date
    `{0}` không phải mẫu ngày

    it needs the year, `yyyy`; with a day `dd` the month, `mm`; with a clock `hh:mm` the day: "dd/mm/yyyy hh:mm", "yyyy-mm"
    phải có năm `yyyy`; có ngày `dd` thì phải có tháng `mm`; có giờ `hh:mm` thì phải có ngày: "dd/mm/yyyy hh:mm", "yyyy-mm"

    `{0}` is a part of each `{1}`, by which nothing is split
    `{0}` là tỷ trọng trong từng `{1}`, mà câu hỏi không chia theo đó

    add `by {0}`
    thêm `theo {0}`

    the first metric says which groups are kept, and a share within a group is none of a whole value
    chỉ số đầu tiên quyết định giữ nhóm nào, mà tỷ trọng trong nhóm không có ở cả một giá trị

    write a metric such as the one that is shared before it
    viết một chỉ số, như chính chỉ số được chia, lên trước

    shares within a group are not told of `(other)`
    không tính tỷ trọng trong nhóm cho `(other)`

    leave `with other` out
    bỏ `gộp khác`

    a model knows no variables and no results
    mô hình không dùng biến và kết quả

    this is {0}, not a number
    đây là {0}, không phải số

    the decimals that `round` keeps are a whole number from 0 to 8
    số chữ số thập phân mà `làm_tròn` giữ lại phải là số nguyên từ 0 đến 8

    the edges of bands are whole numbers, ascending
    các mốc của `chia_khoảng` là số nguyên tăng dần

    the table has no column `{0}`
    bảng không có cột `{0}`

    columns: {0}
    các cột: {0}

    the table has no column of this expression
    bảng không có cột nào của biểu thức này

    ask for it too, or order by one of {0}
    hãy hỏi thêm nó, hoặc xếp theo một trong {0}

    `having` is about the table's numbers, and the table is split by `{0}`
    `giữ` xét các con số của bảng, mà bảng được chia theo `{0}`

    `where` chooses rows before they are counted, the pipe `| where` lines of the table
    `lọc` chọn dòng trước khi đếm, còn `| lọc` chọn dòng của bảng kết quả

    `report scorecard targets {0}` of the model
    `báo cáo scorecard targets {0}` của mô hình

    there is no entity `{0}` that could hold targets
    không có đối tượng `{0}` để chứa chỉ tiêu

    targets need a metric, a kind of period, a start and an amount; `{0}` has not all of them
    chỉ tiêu cần chỉ số, loại kỳ, ngày bắt đầu và con số; `{0}` không có đủ

    a target is set per day, week, month, quarter or year
    chỉ tiêu được đặt cho mỗi ngày, tuần, tháng, quý hoặc năm

    a target is set for one value of a dimension
    chỉ tiêu được đặt cho một giá trị của một chiều

    {0} {1} have this name, and each has the whole target
    có {0} {1} cùng tên này, và mỗi cái đều nhận trọn chỉ tiêu

    one of them is `NAME #KEY`, as results show it
    để chỉ đúng một, hãy viết `TÊN #MÃ` như trong kết quả

    the data has no value `{0}` that could be left out
    trong dữ liệu không có giá trị `{0}` để loại ra

    `{0}` is none of what the question is split by
    câu hỏi không chia theo `{0}`

    one of {0}
    một trong {0}

    each {0} has one row, so there is nothing to choose within it
    mỗi {0} chỉ có một dòng, nên không có gì để chọn bên trong

    add to `by` what is to be chosen, or leave out `per {0}`
    hãy thêm vào `theo` thứ cần chọn, hoặc bỏ `mỗi {0}`

    the others within each {0} are those of one dimension
    phần còn lại trong mỗi {0} chỉ gộp theo một chiều

    split by {0} and one dimension, or leave out `with other`
    hãy chia theo {0} và một chiều, hoặc bỏ `gộp khác`

    `top` keeps groups, and without `by` there are none
    `top` giữ các nhóm, mà không có `theo` thì không có nhóm

    add `by DIMENSION`
    hãy thêm `theo CHIỀU`

    `top` keeps values of a dimension, and the rows are units of time ({0}) only
    `top` giữ các giá trị của một chiều, mà ở đây các dòng chỉ là đơn vị thời gian ({0})

    write `| sort {0} desc | take {1}` behind the question
    hãy viết `| sắp xếp {0} giảm | lấy {1}` sau câu hỏi

    `{0}` is no unit
    `{0}` không phải là đơn vị

    a unit is an ISO currency such as `VND`, or one of {0}
    đơn vị là mã tiền tệ ISO như `VND`, hoặc một trong {0}

    `{0}` takes {1}, not {2}
    `{0}` nhận {1}, không phải {2}

    `{0}` takes {1} here
    ở đây `{0}` nhận {1}

    `{0}` aggregates rows of the model
    `{0}` gộp các dòng của mô hình

    define `metric name = {0}(…)`, then write `[name month 2023-09]`
    hãy định nghĩa `chỉ số tên = {0}(…)`, rồi viết `[tên tháng 2023-09]`

    `{0}` aggregates rows, and does not stand in {1}
    `{0}` gộp các dòng, nên không đứng trong {1} được

    write it in a segment: `segment s = E where {0} > 0`, then `where s`
    hãy viết trong phân khúc: `phân khúc s = E lọc {0} > 0`, rồi `lọc s`

    `{0}` does not stand in {1}
    `{0}` không đứng trong {1} được

    write `{0}` in {1}
    hãy viết `{0}` trong {1}

    `{0}` takes no `{1}` here
    ở đây `{0}` không nhận `{1}`

    `per` says whose rows are meant in a condition about rows: `count(customers where count(orders per customer) > 0)`
    `mỗi` cho biết dòng của ai trong điều kiện về dòng: `đếm(khách_hàng lọc đếm(đơn_hàng mỗi khách_hàng) > 0)`

    `{0}` takes no {1} here
    ở đây `{0}` không nhận {1}

    an aggregate inside a condition says whose it is
    hàm gộp trong điều kiện phải nói rõ là của ai

    add `per` and a link, such as `per customer`
    hãy thêm `mỗi` và một liên kết, như `mỗi khách_hàng`

    it is written `{0}`
    cách viết: `{0}`

    `{0}` needs {1}
    `{0}` cần {1}

    `{0}` with {1} needs {2}
    `{0}` có {1} thì cần {2}

    no argument
    không tham số nào

    one argument
    một tham số

    {0} arguments
    {0} tham số

    {0} or more
    {0} trở lên

    a span such as `30 days`
    một khoảng như `30 ngày`

    a unit such as `year`
    đơn vị như `năm`

    `P`, or two times
    `P`, hoặc hai thời điểm

    the name of one metric
    tên của một chỉ số

    no span of time
    giá trị, không nhận khoảng thời gian

    a time to look at
    thời điểm cần xét

    what is open when P begins was open at the end of the period before: write `in previous`
    thứ đang mở khi P bắt đầu thì mở vào cuối kỳ trước: hãy viết `trong trước`

    what is open is so at a period's end, `up to P` or `in previous`; without `while`, `before this` counts all rows
    đang mở là xét vào cuối kỳ, `up to P` hoặc `trong trước`; không có `while` thì `before này` đếm mọi dòng

    each row was open once: without `while`, `ever` counts them all
    dòng nào cũng từng mở: không có `while` thì `ever` đếm tất cả

    what is open is so at a period's end
    đang mở là xét vào cuối kỳ

    a metric
    một chỉ số

    a condition about rows
    điều kiện về các dòng

    a question's `where` or `by`
    `lọc` hoặc `theo` của câu hỏi

    a model's own dimensions, times and measures
    các chiều, thời điểm và số đo của mô hình

    what `each` says of every thing
    phần `each` nói về từng cái

    a condition about the table
    điều kiện về bảng

    a script's values and pipes
    các giá trị và bước sau `|` của kịch bản

    a number
    một số

    a condition
    một điều kiện

    a link
    một liên kết

    text
    chữ

    null
    giá trị trống

    this declaration stands in a model only
    khai báo này chỉ đứng trong mô hình

    the model already has `{0}`
    mô hình đã có `{0}`

    write `redefine` before it
    hãy viết `định nghĩa lại` phía trước

    `{0}` has no dimension `{1}`
    `{0}` không có chiều `{1}`

    only a dimension with a column of its own can have a history
    chỉ chiều có cột riêng mới có lịch sử

    leave `->` out
    hãy bỏ `->`

    write `-> {0}`
    hãy viết `-> {0}`

    the history of `{0}` leads elsewhere than the dimension does
    lịch sử của `{0}` dẫn đến nơi khác với chính chiều ấy

    `as {0}` says how columns are read, and `{1}` reads none of the table
    `as {0}` cho biết cách đọc cột, mà `{1}` không đọc cột nào của bảng

    write it where the column is declared: `time COLUMN as {0}`
    hãy viết ở chỗ khai báo cột: `time CỘT as {0}`

    `{0}` is no time format
    `{0}` không phải là định dạng thời điểm

    `{0}` is no number of more than a thousand
    `{0}` không phải một số lớn hơn một nghìn

    it shows what stands between the digits: "1.234,56", "1,234.56", "1 234,56", "1234,56"
    nó cho biết giữa các chữ số có dấu gì: "1.234,56", "1,234.56", "1 234,56", "1234,56"

    `as "{0}"` says how columns are read, and `{1}` reads none of the table
    `as "{0}"` nói cách đọc cột, mà `{1}` không đọc cột nào của bảng

    formats are utc, unix, unix_ms, unix_us, julian, excel and patterns such as "dd/mm/yyyy hh:mm:ss"
    các định dạng là utc, unix, unix_ms, unix_us, julian, excel và mẫu như "dd/mm/yyyy hh:mm:ss"

    entity `{0}` has no `login`, which names the viewers
    đối tượng `{0}` không có `login` để biết người xem là ai

    a policy is written `LINK in $visible_employees`, with a link from the subject to the viewers
    quy tắc xem viết là `LIÊN_KẾT trong $visible_employees`, với liên kết từ chủ thể đến người xem

    nothing leads from `{0}` to `{1}`
    không có đường từ `{0}` đến `{1}`

    a model says it with `policy own = LINK in $visible_employees`
    mô hình khai báo bằng `policy own = LIÊN_KẾT trong $visible_employees`

    a model holds declarations only
    mô hình chỉ chứa các khai báo

    metric `{0}` is declared twice
    chỉ số `{0}` được khai báo hai lần

    entity `{0}` is declared twice
    đối tượng `{0}` được khai báo hai lần

    a key is one column; kpi reads no composite keys
    khóa là một cột; kpi không đọc khóa ghép

    leave `key` out: the rows count without one; only what links to them needs it, and can link to what they link to
    bỏ `key` đi: các dòng vẫn được đếm; chỉ bảng liên kết tới chúng mới cần khóa, và có thể liên kết thẳng tới nơi chúng liên kết

    entity `{0}` has no `table`
    đối tượng `{0}` không có `table`

    `{0}` is declared twice in `{1}`
    `{0}` được khai báo hai lần trong `{1}`

    left of `->` stands a column
    bên trái `->` phải là một cột

    measure `{0}` is {1}, not a number
    số đo `{0}` là {1}, không phải số

    table `{0}` has no key of one column by which its rows could be looked up
    bảng `{0}` không có khóa một cột để tra dòng

    name the column: `-> {0}.{1} by COLUMN`
    hãy nêu tên cột: `-> {0}.{1} theo CỘT`

    after {0} mistakes the rest of the definitions was not looked at
    sau {0} lỗi, các định nghĩa còn lại không được xét nữa

    no report `{0}` takes anything from a model
    không có báo cáo `{0}` nào cần khai báo trong mô hình

    {0} is {1}, not a condition
    {0} là {1}, không phải điều kiện

    this
    đây

    nothing is equal to null, greater or less
    không có gì bằng, lớn hơn hay nhỏ hơn giá trị trống

    a number is wanted here, and this is a condition
    ở đây cần một con số, còn đây là điều kiện

    a number is wanted here, and this is {0}
    ở đây cần một con số, còn đây là {0}

    `{0}` asks a text, and there is none among numbers
    `{0}` hỏi trên chữ, mà giữa các con số không có chữ
    """#
}
