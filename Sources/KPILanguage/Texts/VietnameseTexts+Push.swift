/// What `kpi push` tells.
extension VietnameseTexts {
  static let push = #"""
    {0} has {1} blobs among {2} other values
    {0} có {1} giá trị nhị phân lẫn với {2} giá trị khác

    make them texts or nothing in a copy of the database first
    trước hết hãy sao cơ sở dữ liệu ra một bản, rồi đổi các giá trị ấy thành văn bản hoặc xóa đi

    {0} has {1} texts with a NUL, which no text there holds
    {0} có {1} văn bản chứa ký tự NUL, loại ký tự mà bên đó không lưu được

    take it out in a copy of the database first: `replace(…, char(0), '')`
    trước hết hãy sao cơ sở dữ liệu ra một bản rồi bỏ ký tự ấy đi: `replace(…, char(0), '')`

    {0} has {1} texts that are no UTF-8
    {0} có {1} văn bản không phải UTF-8

    mend them in a copy of the database first
    trước hết hãy sao cơ sở dữ liệu ra một bản rồi sửa lại

    {0} has {1} numbers among {2} texts: the column is text, they are their digits
    {0} có {1} số lẫn với {2} văn bản: cột được lưu thành văn bản, các số ghi bằng chữ số

    {0} has {1} texts among {2} that are no times that could be kept, such as `{3}`: the column is text
    {0} có {1} trong {2} văn bản không phải là thời gian lưu được, ví dụ `{3}`: cột được lưu thành văn bản

    {0} has {1} days, {2} times and {3} times with an offset: the column is text
    {0} có {1} ngày, {2} thời điểm và {3} thời điểm kèm múi giờ: cột được lưu thành văn bản

    {0} has {1} numbers and is read as text: the column is text
    {0} có {1} số và được đọc như văn bản: cột được lưu thành văn bản

    {0} has {1} whole numbers of more than 15 digits among floating ones: the column is text, they are their digits
    {0} có {1} số nguyên dài hơn 15 chữ số lẫn với số thập phân động: cột được lưu thành văn bản, các số ghi bằng chữ số

    `{0}` is no table of its own, and stays behind
    `{0}` không phải là bảng dữ liệu riêng nên không được chuyển

    the name `{0}` has {1} bytes: PostgreSQL takes {2}
    tên `{0}` dài {1} byte: PostgreSQL chỉ nhận {2}

    rename it in a copy of the database first
    trước hết hãy sao cơ sở dữ liệu ra một bản rồi đổi tên

    `{0}` has no key there: {1} rows have nothing in `{2}`
    `{0}` không có khóa ở bên đó: {1} dòng để trống `{2}`

    `{0}` has no key there: values of `{1}` repeat
    `{0}` không có khóa ở bên đó: giá trị của `{1}` bị lặp

    `kpi push` writes to PostgreSQL and Spark, not to {0}
    `kpi push` chỉ chuyển dữ liệu sang PostgreSQL và Spark, không sang {0}

    addresses are `postgresql://user@host:5432/db` and `spark://host:15002/schema`
    địa chỉ viết như `postgresql://user@host:5432/db` và `spark://host:15002/schema`

    the name `{0}` has other letters than a table of Spark's may have: a-z, digits and `_`
    tên `{0}` có ký tự mà bảng của Spark không dùng được: chỉ nhận a-z, chữ số và `_`

    `{0}` has a column `{1}`, which is what parts of tables are named by
    `{0}` có cột `{1}`, là tên dành riêng để chia bảng thành từng phần

    there is no folder `{0}`
    không có thư mục `{0}`

    Spark is given rows in files, in a folder that it sees
    dữ liệu chuyển sang Spark qua tệp, đặt trong một thư mục mà Spark cũng thấy

    `--files` names a folder that has room and that Spark's programs see under the same name
    `--files` chỉ định một thư mục còn chỗ trống mà các tiến trình của Spark cũng thấy dưới cùng tên đó

    Spark's programs must see the folder of `--files` under the same name
    các tiến trình của Spark phải thấy thư mục của `--files` dưới cùng tên đó

    Spark takes `{0}` for a pattern
    Spark hiểu `{0}` là một mẫu tên chứ không phải một tên

    name a folder without stars, question marks, brackets, braces and backslashes
    hãy chỉ định thư mục không có dấu sao, dấu hỏi, các loại ngoặc vuông, ngoặc nhọn và dấu gạch chéo ngược

    the user's search path names no schema that is there
    đường tìm kiếm của người dùng không có lược đồ (schema) nào đang tồn tại

    name one with `--schema`
    hãy chỉ định bằng `--schema`

    schema `{0}` has other tables or views of these names: {1}
    lược đồ `{0}` đã có bảng hoặc khung nhìn khác trùng tên: {1}

    only tables are replaced: name another schema with `--schema`
    chỉ bảng mới được thay: hãy chỉ định lược đồ khác bằng `--schema`

    `--force` replaces tables, or name another schema with `--schema`
    thêm `--force` để thay các bảng, hoặc chỉ định lược đồ khác bằng `--schema`

    table `{0}` did not arrive as it was sent: {1}
    bảng `{0}` sang tới nơi không giống lúc gửi: {1}

    it was not kept
    bảng này không được giữ lại

    its sums cannot be read
    không đọc được các tổng của bảng

    {0} rows in place of {1}
    {0} dòng thay vì {1}

    `{0}` has {1} values in place of {2}
    `{0}` có {1} giá trị thay vì {2}

    `{0}` adds up to {1} in place of {2}
    `{0}` có tổng {1} thay vì {2}

    `{0}` does not take table `{1}`: {2}
    `{0}` không nhận bảng `{1}`: {2}

    the user needs the right to make tables in the schema
    người dùng cần quyền tạo bảng trong lược đồ

    what was finished stays; the same command goes on with the rest
    những gì đã xong vẫn giữ nguyên; chạy lại đúng lệnh này để chuyển tiếp phần còn lại

    what is moved is a file of SQLite's, not `{0}`
    dữ liệu chuyển đi phải là một tệp SQLite, không phải `{0}`

    the file stands first, the engine behind it: `kpi push crm.db postgresql://user@host/db`
    ghi tệp trước rồi đến nơi nhận: `kpi push crm.db postgresql://user@host/db`

    {0} of {1} tables are there whole: the same command goes on with the others
    {0} trong {1} bảng đã sang đầy đủ: chạy lại đúng lệnh này để chuyển các bảng còn lại

    no model is named, and the built-in one does not fit: types and keys are what the tables tell
    không chỉ định mô hình, mà mô hình có sẵn lại không khớp: kiểu dữ liệu và khóa lấy theo chính các bảng
    """#
}
