extension VietnameseTexts {
  /// What sessions, scripts and the prompt tell.
  static let session2 = #"""
    a model says it with `viewer ENTITY access … department … of … parent … head …`
    mô hình khai báo bằng `viewer ĐỐI_TƯỢNG access … department … của … parent … head …`

    nobody has the login `{0}`
    không ai có tên đăng nhập `{0}`

    `{0}` may not see any figures
    `{0}` không được xem số liệu nào

    the department `{0}` is above itself, so nobody's rights can be told
    phòng ban `{0}` là cấp trên của chính nó, nên không xác định được quyền của ai

    mend the parents in table `{0}`
    hãy sửa cột cấp trên trong bảng `{0}`

    a sum or a product is larger than 64 bits hold
    tổng hoặc tích lớn hơn mức 64 bit chứa được

    a shorter period or a condition makes it smaller
    kỳ ngắn hơn hoặc một điều kiện lọc sẽ làm số nhỏ lại

    a forecast needs {0} complete months with a value, and there are {1}
    dự báo cần {0} tháng trọn có số liệu, mà mới có {1}

    months before the first with anything in it do not count
    các tháng trước tháng đầu tiên có số liệu thì không tính

    there are more groups than can be told apart
    có quá nhiều nhóm, không phân biệt hết được

    fewer `by`, or a condition, makes fewer groups
    bớt `theo`, hoặc thêm điều kiện lọc, thì ít nhóm hơn

    the model that was made has a mistake: {0}
    mô hình vừa tạo có lỗi: {0}

    the script has no parameter `{0}`
    kịch bản không có tham số `{0}`

    a text
    một đoạn chữ

    a date
    một ngày

    `{0}` takes {1} here, not {2}
    ở đây `{0}` nhận {1}, không nhận {2}

    `if` gives {0} or {1}
    `nếu` lúc thì cho {0}, lúc thì cho {1}

    a condition is expected, this is {0}
    ở đây cần điều kiện, còn đây là {0}

    compare it: `{0} > 0`
    hãy so sánh: `{0} > 0`

    {0} is compared with {1}
    đang so sánh {0} với {1}

    in a table yes is 1 and no is 0: write `= 1`, `= 0`
    trong bảng, có là 1, không là 0: viết `= 1`, `= 0`

    `within … of` compares numbers, not {0}
    `trong vòng … của` so sánh các con số, không so sánh {0}

    `in` with a period needs a date on its left, not {0}
    `trong` một kỳ cần ngày ở bên trái, không phải {0}

    `{0}` is a table, not a value
    `{0}` là bảng, không phải một giá trị

    `${0}` is a table, not a value
    `${0}` là bảng, không phải một giá trị

    a whole number is taken here
    ở đây cần một số nguyên

    `{0}` is `{1}{2}`, and a whole number from {3} to 1,000,000 is taken here
    `{0}` là `{1}{2}`, mà ở đây cần một số nguyên từ {3} đến 1.000.000

    {0} – {1} lies in more than one `{2}`
    {0} – {1} nằm trong nhiều hơn một `{2}`

    `in` takes all days of a date or a unit: `in 2023-Q3`, `in $p`
    `trong` lấy mọi ngày của một ngày tháng hay một kỳ: `trong 2023-Q3`, `trong $p`

    `{0}` has no value, and a whole number from {1} to 1,000,000 is taken here
    `{0}` chưa có giá trị, mà ở đây cần một số nguyên từ {1} đến 1.000.000

    `{0}` is the text `{1}`, and a whole number from {2} to 1,000,000 is taken here
    `{0}` là chữ `{1}`, mà ở đây cần một số nguyên từ {2} đến 1.000.000

    a number is written without quotes: `{0}`
    số được viết không có dấu nháy: `{0}`

    `{0}` is `{1}`, and at least {2} is taken here
    `{0}` là `{1}`, mà ở đây ít nhất phải là {2}

    `{0}` is `{1}`, and at most 1,000,000 is taken here
    `{0}` là `{1}`, mà ở đây nhiều nhất là 1.000.000

    `round({0}, 0)` is a whole number
    `làm_tròn({0}, 0)` là số nguyên

    `${0}` is `{1}%`, and a share of the groups lies above 0% and is at most 100%
    `${0}` là `{1}%`, mà tỷ lệ các nhóm phải lớn hơn 0% và không quá 100%

    `${0}` is `{1}{2}`, and a number is taken here
    `${0}` là `{1}{2}`, mà ở đây cần một số

    `${0}` is less than 0, and a tolerance is 0 or more
    `${0}` nhỏ hơn 0, mà sai số cho phép phải từ 0 trở lên

    a tolerance is a number, not {0}
    sai số cho phép là một số, không phải {0}

    a window has at least one unit
    một khoảng gồm ít nhất một đơn vị thời gian

    name a cell: `{0}.{1}`
    hãy chỉ một ô: `{0}.{1}`

    its columns are {0}
    các cột của nó là {0}

    `{0}` is a value, it has no rows
    `{0}` là một giá trị, không có dòng

    `{0}` is a value, it has no columns
    `{0}` là một giá trị, không có cột

    `let {0} = …` defines it
    `đặt {0} = …` để định nghĩa

    `{0}` has 1 dimension, and one key for each
    `{0}` có 1 chiều, mỗi chiều một khóa

    `{0}` has {1} dimensions, and one key for each
    `{0}` có {1} chiều, mỗi chiều một khóa

    the table has no row {0}
    bảng không có dòng {0}

    `{0}` has no total
    `{0}` không có dòng tổng

    `{0}` has {1} rows
    `{0}` có {1} dòng

    name one with `{0}[…]`
    hãy chỉ một dòng bằng `{0}[…]`

    name one with `{0}[…]`, or `{1}.total`
    hãy chỉ một dòng bằng `{0}[…]`, hoặc `{1}.total`

    a span of time is added to a date or taken from it
    khoảng thời gian chỉ cộng vào hoặc trừ đi từ một ngày

    `{0}` is a metric of the model
    `{0}` là chỉ số của mô hình

    write `[{0}]`
    hãy viết `[{0}]`

    a variable is written with `$`
    tên biến viết với `$`

    write `${0}`
    hãy viết `${0}`

    `{0}` has no value here
    ở đây `{0}` không có giá trị

    a metric's value is written `[metric month 2023-09]`, a text in quotes, a variable with `$`
    giá trị của chỉ số viết `[chỉ_số tháng 2023-09]`, chữ viết trong nháy, biến viết với `$`

    a text has at most {0} bytes, this one more
    chữ dài nhiều nhất {0} byte, đoạn này dài hơn

    `-` stands before a number, not before {0}
    `-` đứng trước một số, không đứng trước {0}

    texts are joined by writing `"{a}{b}"`
    muốn nối chữ, hãy viết `"{a}{b}"`

    the days between two dates are `days(a, b)`
    số ngày giữa hai ngày là `số_ngày(a, b)`

    `{0}` stands between numbers, not {1}
    `{0}` đứng giữa các số, không phải {1}

    1 beside a `%` value is 1 %
    cạnh một số `%`, 1 nghĩa là 1 %

    the rest up to 100 % is written `100 - X`
    phần còn lại cho đủ 100 % viết là `100 - X`

    a number with `%` is no part of what it is added to
    số có `%` không được tính là phần trăm của số đứng cạnh nó

    10 % more of X is written `X * 1.1`, 10 % less `X * 0.9`, and 0.1 more `X + 0.1`
    thêm 10 % của X viết là `X * 1.1`, bớt 10 % là `X * 0.9`, thêm 0,1 là `X + 0.1`

    `{0}` needs the same unit on both sides, not {1} and {2}
    `{0}` cần cùng đơn vị ở hai bên, không phải {1} và {2}

    the result is larger than 64 bits hold
    kết quả lớn hơn 64 bit chứa được

    a span of time is added to a date, not to {0}
    khoảng thời gian chỉ cộng vào ngày, không cộng vào {0}

    no calendar reaches that far
    không có lịch nào đến xa như vậy

    `sort` is by a column, and this is the same in every row
    `sắp xếp` theo một cột, còn giá trị này dòng nào cũng như nhau

    the columns are {0}
    các cột là {0}

    the table
    bảng

    {0} has no column `{1}`
    {0} không có cột `{1}`

    write `{0}`, or press Enter for it
    hãy viết `{0}`, hoặc nhấn Enter để dùng

    no database is named
    chưa chỉ cơ sở dữ liệu nào

    write `kpi crm.db …`, `kpi run … --db crm.db`, or set KPI_DB; `kpi demo demo.db` makes one to try
    hãy viết `kpi crm.db …`, `kpi run … --db crm.db`, hoặc đặt KPI_DB; `kpi demo demo.db` tạo một cơ sở dữ liệu để thử

    these commands; `help` tells about the language
    các lệnh này; `trợ giúp` nói về ngôn ngữ

    leave (or Ctrl-D)
    thoát (hoặc Ctrl-D)

    show how long each entry takes
    cho biết mỗi câu mất bao lâu

    how results are written: table, csv, json, md, html …
    dạng ghi kết quả: table, csv, json, md, html …

    the model at hand
    mô hình đang dùng

    the most rows a table shows; 40 unless set
    số dòng nhiều nhất mà bảng hiện ra; mặc định 40

    open another database
    mở cơ sở dữ liệu khác

    read the database again
    đọc lại cơ sở dữ liệu

    `help` tells what can be asked, `.help` about the prompt; Ctrl-D leaves
    `trợ giúp` cho biết có thể hỏi gì, `.help` nói về các lệnh ở đây; Ctrl-D để thoát

    there is no command `{0}`: write `{1}`, or press Enter for it
    không có lệnh `{0}`: hãy viết `{1}`, hoặc nhấn Enter để dùng

    there is no command `{0}`, {1}
    không có lệnh `{0}`, {1}

    there is no command `{0}`
    không có lệnh `{0}`

    `.timing` takes `on` or `off`
    `.timing` nhận `on` hoặc `off`

    timing is on
    đang đo thời gian

    timing is off
    đã tắt đo thời gian

    `.format` takes {0}; it is `{1}`
    `.format` nhận {0}; hiện là `{1}`

    `.limit` takes a number of rows above 0, or `off`; it is {0}
    `.limit` nhận số dòng lớn hơn 0, hoặc `off`; hiện là {0}

    `.open` takes a database file
    `.open` cần một tệp cơ sở dữ liệu

    cannot write `{0}`: {1}
    không ghi được `{0}`: {1}

    `all` has no first day here
    ở đây `tất cả` không có ngày đầu

    name the period: `{0}s of year 2023`, `{1}s of from 2023-01 to today`
    hãy nêu kỳ: `{0} của năm 2023`, `{1} của từ 2023-01 đến hôm nay`

    a report is defined by itself, in no block
    báo cáo phải định nghĩa riêng, không nằm trong khối

    there are two parameters `${0}`
    có hai tham số `${0}`

    there is no report `{0}`
    không có báo cáo `{0}`

    write `run {0}{1}`
    hãy viết `chạy {0}{1}`

    reports run one another more than {0} deep, or blocks stand too deep in them
    các báo cáo chạy lẫn nhau quá {0} lớp, hoặc khối lồng quá sâu

    `{0}` runs itself, through others perhaps, and nothing ends it
    `{0}` tự chạy chính nó, có thể qua báo cáo khác, mà không có điểm dừng

    a value of `{0}`
    một giá trị của `{0}`

    a value that the data has, which has none
    một giá trị có trong dữ liệu, mà dữ liệu chưa có giá trị nào

    one of {0}, … ({1} values)
    một trong {0}, … ({1} giá trị)

    a parameter stands by itself, in no block
    tham số phải đứng riêng, không nằm trong khối

    parameter `{0}` has no value
    tham số `{0}` chưa có giá trị

    it takes {0}
    tham số này nhận {0}

    it is “{0}”
    đó là “{0}”

    give it one with `{0}`
    hãy cho giá trị bằng `{0}`

    there is no type `{0}`
    không có kiểu `{0}`

    types are {0}
    các kiểu là {0}

    parameter `{0}` takes {1}
    tham số `{0}` nhận {1}

    parameter `{0}` takes {1}, not `{2}`
    tham số `{0}` nhận {1}, không nhận `{2}`

    give it with `{0}`
    hãy cho bằng `{0}`

    an import stands by itself, in no block
    lệnh nhập phải đứng riêng, không nằm trong khối

    a number such as `1500` or `2.5`
    một số như `1500` hoặc `2.5`

    `true` or `false`
    `đúng` hoặc `sai`

    a day such as `2023-09-06`
    một ngày như `2023-09-06`

    a week such as `2023-W36`
    một tuần như `2023-W36`

    a month such as `2023-09`
    một tháng như `2023-09`

    a quarter such as `2023-Q3`
    một quý như `2023-Q3`

    a year such as `2023`
    một năm như `2023`

    a date, or a unit such as `2023-09`, `2023-W36`, `last month`
    một ngày, hoặc một đơn vị như `2023-09`, `2023-W36`, `tháng trước`

    files import one another more than {0} deep
    các tệp nhập lẫn nhau quá {0} lớp

    cannot import `{0}`: it is a folder
    không nhập được `{0}`: đây là thư mục

    cannot import `{0}`: it is no file
    không nhập được `{0}`: đây không phải là tệp

    cannot import `{0}`: {1}
    không nhập được `{0}`: {1}

    a file is looked for beside the one that imports it
    tệp được tìm ở cạnh tệp nhập nó

    `{0}` is not below the script's folder
    `{0}` không nằm trong thư mục của kịch bản

    `--allow-read FOLDER` lets scripts read another one
    `--allow-read THƯ_MỤC` cho kịch bản đọc thêm thư mục khác

    {0} imports itself
    {0} nhập chính nó

    {0} imports {1}{2}
    {0} nhập {1}{2}

    , which imports {0}
    , tệp này nhập {0}

    `report {0} { … }` defines one
    `báo cáo {0} { … }` để định nghĩa
    """#
}
