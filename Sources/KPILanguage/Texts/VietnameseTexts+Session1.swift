extension VietnameseTexts {
  /// What sessions, scripts and the prompt tell.
  static let session1 = #"""
    checked against {0}: {1}
    đã kiểm tra với {0}: {1}

    checked: {0}
    đã kiểm tra: {0}

    no mistakes
    không có lỗi

    everything fits
    mọi thứ đều khớp

    1 error
    1 lỗi

    {0} errors
    {0} lỗi

    1 warning
    1 cảnh báo

    {0} warnings
    {0} cảnh báo

    model
    mô hình

    script
    kịch bản

    entity
    đối tượng

    entities
    đối tượng

    metric
    chỉ số

    metrics
    chỉ số

    report
    báo cáo

    reports
    báo cáo

    statement
    câu

    statements
    câu

    is it {0} now?
    nay có phải là {0}?

    what rests on it: {0}
    những gì dựa vào nó: {0}

    {0} and {1} more
    {0} và {1} mục nữa

    `{0}` has {1} of the {2} columns that are read of `{3}`
    `{0}` có {1} trong {2} cột được đọc từ `{3}`

    nothing else of `{0}` is left unread
    trong `{0}` không còn cột nào khác chưa đọc

    its values are times as well
    giá trị của nó cũng là thời điểm

    it has `{0}`, which the model names
    nó có `{0}` mà mô hình nhắc đến

    its values are keys of `{0}`
    giá trị của nó là khóa của `{0}`

    has not the table
    không có bảng

    has none of the {0} tables
    không có bảng nào trong {0} bảng

    has {0} of the {1} tables
    chỉ có {0} trong {1} bảng

    the built-in model `{0}`
    mô hình có sẵn `{0}`

    `{0}` {1} that {2} reads
    `{0}` {1} mà {2} đọc

    its tables: {0}
    các bảng của nó: {0}

    name its model with `--model FILE`; `kpi init DB` writes a first one
    hãy chỉ mô hình của nó bằng `--model TỆP`; `kpi init DB` viết sẵn một mô hình ban đầu

    name the database of this model with `--db`; `kpi init DB` writes a first model of this one
    hãy chỉ cơ sở dữ liệu của mô hình này bằng `--db`; `kpi init DB` viết một mô hình ban đầu cho cơ sở dữ liệu đang dùng

    which of the {0} models the scripts are asked of is not said
    chưa nói rõ kịch bản dùng mô hình nào trong {0} mô hình

    name it with `--model FILE`, or check each model with its scripts
    hãy chỉ bằng `--model TỆP`, hoặc kiểm tra từng mô hình cùng kịch bản của nó

    `{0}` is a workbook, not a database
    `{0}` là bảng tính, không phải cơ sở dữ liệu

    save its sheet as CSV, `{0}`, and import that: `{1}`
    hãy lưu trang tính thành CSV, `{0}`, rồi nhập: `{1}`

    then: `kpi init {0}`
    sau đó: `kpi init {0}`

    `{0}` is a text of rows, not a database
    `{0}` là tệp chữ chứa các dòng, không phải cơ sở dữ liệu

    import it: `{0}`
    hãy nhập: `{0}`

    keep one row of each key with `table … where CONDITION`, or name another column as the key
    hãy giữ mỗi khóa một dòng bằng `table … lọc ĐIỀU_KIỆN`, hoặc chọn cột khác làm khóa

    name the column by which one row is found: `-> TABLE.COLUMN by KEY`
    hãy nêu cột để tìm ra đúng một dòng: `-> BẢNG.CỘT theo KHÓA`

    the file
    tệp

    the model
    mô hình

    the script
    kịch bản

    cannot read {0} `{1}`: {2}
    không đọc được {0} `{1}`: {2}

    `{0}` does not fit the built-in model `{1}`: {2} (and {3} more)
    `{0}` không khớp mô hình có sẵn `{1}`: {2} (và {3} chỗ nữa)

    `{0}` does not fit the built-in model `{1}`: {2}
    `{0}` không khớp mô hình có sẵn `{1}`: {2}

    name the model that says what this database means: `--model FILE`, or `open "…" model "FILE"`
    hãy chỉ mô hình mô tả cơ sở dữ liệu này: `--model TỆP`, hoặc `mở "…" mô hình "TỆP"`

    how to write one stands in docs/model-guide.md
    cách viết có trong docs/model-guide.md

    {0} of {1} {2}
    {0} trong {1} {2}

    , in {0} of {1} rows
    , trong {0} trên {1} dòng

    , such as `{0}`
    , như `{0}`

    links
    liên kết

    key
    khóa

    keys
    khóa

    row
    dòng

    rows
    dòng

    value
    giá trị

    values
    giá trị

    texts
    đoạn chữ

    leads to a row that `{0}` leaves out
    dẫn đến dòng mà `{0}` loại ra

    lead to a row that `{0}` leaves out
    dẫn đến dòng mà `{0}` loại ra

    is there more than once
    xuất hiện nhiều lần

    are there more than once
    xuất hiện nhiều lần

    ; links lead to the first row
    ; liên kết dẫn đến dòng đầu tiên

    leads to no row
    không dẫn đến dòng nào

    lead to no row
    không dẫn đến dòng nào

    looks up a key that several rows with different texts have
    tra một khóa mà nhiều dòng cùng có, với nội dung khác nhau

    look up a key that several rows with different texts have
    tra một khóa mà nhiều dòng cùng có, với nội dung khác nhau

    ; the first of them counts
    ; dòng đầu tiên được lấy

    is no time
    không phải là thời điểm

    are no time
    không phải là thời điểm

    ; the rows are in no result by that time
    ; các dòng này không có trong kết quả theo thời điểm ấy

    is no number
    không phải là số

    are no number
    không phải là số

    has the key of another
    trùng khóa với dòng khác

    have the key of another
    trùng khóa với dòng khác

    has no key
    không có khóa

    have no key
    không có khóa

    is not UTF-8
    không phải UTF-8

    are not UTF-8
    không phải UTF-8

    , and counts as null
    , và được coi là trống

    , and count as null
    , và được coi là trống

    `{0}` is a database, no script
    `{0}` là cơ sở dữ liệu, không phải kịch bản

    give it with `--db {0}`
    hãy đưa nó vào bằng `--db {0}`

    `{0}` is not UTF-8, it looks like UTF-16
    `{0}` không phải UTF-8, có vẻ là UTF-16

    save it as UTF-8
    hãy lưu lại ở dạng UTF-8

    `{0}` is not UTF-8: byte {1}, in line {2}, is no text
    `{0}` không phải UTF-8: byte {1}, ở dòng {2}, không phải là chữ

    `{0}` holds a NUL character: byte {1}, in line {2}
    `{0}` có ký tự NUL: byte {1}, ở dòng {2}

    a script is plain text
    kịch bản phải là văn bản thuần

    no database is open
    chưa mở cơ sở dữ liệu nào

    from `{0}`
    từ `{0}`

    built in
    có sẵn

    {0}, {1}: {2} entities, {3} metrics
    {0}, {1}: {2} đối tượng, {3} chỉ số

    the question has no answer
    câu hỏi không có câu trả lời

    a pipe takes one table, this question has {0}
    bước sau `|` nhận một bảng, câu hỏi này có {0}

    this answer is text, there is nothing to pipe
    câu trả lời này là văn bản, không có bảng cho bước sau `|`

    `${0}` is a value, not a table
    `${0}` là một giá trị, không phải bảng

    there is no last result to go on from
    chưa có kết quả nào để đi tiếp

    `sql` reads the whole database, which `{0}` may not see
    `sql` đọc toàn bộ cơ sở dữ liệu, mà `{0}` không được xem hết

    this can be read in {0} ways
    câu này có {0} cách hiểu

    nothing was answered, and nothing told why
    không có câu trả lời mà không rõ lý do

    a date: `set today 2023-12-31`
    một ngày: `thiết lập today 2023-12-31`

    a zone: `set timezone "Asia/Ho_Chi_Minh"`
    một múi giờ: `thiết lập múi giờ "Asia/Ho_Chi_Minh"`

    this system knows no other zones: install them, `apt install tzdata`
    máy này không có múi giờ nào khác: hãy cài đặt, `apt install tzdata`

    `en` or `vi`
    `en` hoặc `vi`

    `on` or `off`
    `bật` hoặc `tắt`

    there is no setting `{0}`
    không có thiết lập `{0}`

    settings are {0}
    các thiết lập là {0}

    `{0}` takes {1}
    `{0}` nhận {1}

    who asks was set from outside, so a script cannot choose the model, which says who sees what
    người hỏi đã được định từ bên ngoài, nên kịch bản không được chọn mô hình, vì mô hình quyết định ai xem được gì

    leave `model` out: the model given with --model opens, else the built-in one
    hãy bỏ `mô hình`: mô hình cho bằng --model sẽ được mở, nếu không thì mô hình có sẵn

    who asks was set from outside, and a script cannot change it
    người hỏi đã được định từ bên ngoài, kịch bản không đổi được

    a question of {0} tables has no one name
    câu hỏi cho {0} bảng thì không đặt chung một tên được

    this stands in a model, not in a script
    phần này đứng trong mô hình, không đứng trong kịch bản

    a model is opened with `open "shop.db" model "shop.model.kpi"` or `--model`
    mô hình được mở bằng `mở "shop.db" mô hình "shop.model.kpi"` hoặc `--model`

    the assertion is about an empty table
    kiểm tra này rơi vào bảng rỗng

    the assertion does not hold
    kiểm tra không đạt

    `{0}` is {1}
    `{0}` là {1}

    `{0}` has no value
    `{0}` không có giá trị

    the condition holds
    điều kiện đã xảy ra

    cannot write the result: {0}
    không ghi được kết quả: {0}

    the demo database, whose last day it is
    cơ sở dữ liệu mẫu, vì đó là ngày cuối của nó

    today is pinned to {0} by {1}
    hôm nay được ghim là {0}, do {1}

    today is {0}, the clock's day: it is no longer pinned
    hôm nay là {0}, theo đồng hồ: không còn được ghim

    `{0}`, given with {1}, is no date
    `{0}`, cho bằng {1}, không phải là ngày

    a date is written `2023-12-31`
    ngày được viết là `2023-12-31`

    interrupted
    đã bị ngắt

    stopped after {0} s (--timeout)
    đã dừng sau {0} giây (--timeout)

    data as of {0}, the file has changed
    dữ liệu lúc {0}, tệp đã thay đổi

    name one on the command line, with `KPI_DB`, or with `open "crm.db"`
    hãy chỉ một cơ sở dữ liệu trên dòng lệnh, bằng `KPI_DB`, hoặc bằng `mở "crm.db"`

    the model `{0}` does not say who may see what
    mô hình `{0}` không cho biết ai được xem gì
    """#
}
