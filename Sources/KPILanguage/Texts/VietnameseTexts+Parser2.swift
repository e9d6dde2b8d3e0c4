extension VietnameseTexts {
  /// What the lexer and the parser tell.
  static let parser2 = #"""
    write `2023-09-06`, `2023-09`, `2023-W36`, `2023-Q3` or `2023`
    hãy viết `2023-09-06`, `2023-09`, `2023-W36`, `2023-Q3` hoặc `2023`

    a date such as `2023-09-06` or `today`
    ngày như `2023-09-06` hoặc `hôm nay`

    expected a stage after `|`
    sau `|` cần một bước

    no stage of a pipe begins with {0}
    không có bước nào sau `|` bắt đầu bằng {0}

    stages are {0}
    các bước là {0}

    a number of rows
    số dòng

    a file name in quotes
    tên tệp trong nháy

    `to`, a form ({0}) or the end of the chart
    `đến`, một dạng ({0}) hoặc hết phần biểu đồ

    a question
    một câu hỏi

    a question other than `explain`
    một câu hỏi khác `giải thích`

    a query in quotes
    câu truy vấn trong nháy

    only a funnel of steps has `overall`
    chỉ phễu có các bước mới dùng `toàn chặng`

    `->` and a second step
    `->` và bước thứ hai

    a step
    một bước

    a number of units after `within`
    số lượng đơn vị sau `trong vòng`

    expected a column's name at the end
    ở cuối cần tên một cột

    expected a table's name before the key
    trước khóa cần tên một bảng

    expected one key per dimension, separated by `,`
    mỗi chiều cần một khóa, ngăn nhau bằng `,`

    a value of several words is written in quotes
    giá trị nhiều từ phải viết trong nháy

    a key or a column
    một khóa hoặc một cột

    a key
    một khóa

    `none` or `other`
    `none` hoặc `other`

    unexpected `}`
    `}` không đúng chỗ

    no block is open here
    ở đây không có khối nào đang mở

    the end of the statement
    hết câu

    a login
    tên đăng nhập

    no statement begins with {0}
    không có câu nào bắt đầu bằng {0}

    write `let {0} = …`
    hãy viết `đặt {0} = …`

    `help` lists the statements
    `trợ giúp` liệt kê các câu có thể hỏi

    a name after `let`
    tên sau `đặt`

    a name after `param`
    tên sau `tham số`

    a setting
    tên thiết lập

    a database file in quotes
    tệp cơ sở dữ liệu trong nháy

    a model file in quotes
    tệp mô hình trong nháy

    a name after `for`
    tên sau `với mỗi`

    a report's name
    tên báo cáo

    a parameter such as `$week`
    tham số như `$week`

    `{0}` is not closed
    `{0}` chưa được đóng

    expected `{0}` before {1}
    cần `{0}` trước {1}

    the end of the line
    hết dòng

    expected {0}, found {1}
    ở đây cần {0}, nhưng gặp {1}

    a value of several words is written in quotes: `'{0}'`
    giá trị nhiều từ phải viết trong nháy: `'{0}'`

    brackets and blocks nest more than {0} deep
    ngoặc và khối lồng nhau quá {0} lớp

    define a part of it under a name of its own
    hãy định nghĩa một phần dưới tên riêng

    {0} terms
    {0} số hạng

    {0} conditions
    {0} điều kiện

    a statement has at most {0}
    một câu có nhiều nhất {0}

    define a part of it under a name of its own, or use `in (…)`
    hãy định nghĩa một phần dưới tên riêng, hoặc dùng `trong (…)`

    the target's amount
    con số của chỉ tiêu

    a table such as `$t`
    một bảng như `$t`

    `values of`, `rows of`, units such as `months of`, or a list in brackets
    `giá trị của`, `các dòng của`, đơn vị như `tháng của`, hoặc danh sách trong ngoặc

    a type such as `month` or `number`
    một kiểu như `tháng` hoặc `number`
    """#
}
