/// What is told of databases behind a wire.
extension VietnameseTexts {
  static let remote = #"""
    `{0}://` is no engine that can be asked
    không hỏi được hệ quản trị dữ liệu nào có tên `{0}://`

    an address has no blanks: `%20` stands for one
    địa chỉ không được có dấu cách: viết `%20` thay cho dấu cách

    an address has no parameter `{0}`
    địa chỉ không có tham số `{0}`

    it has {0}
    các tham số có: {0}

    the address gives `{0}` twice
    địa chỉ ghi `{0}` hai lần

    behind `?` an address has `name=value`, with `&` between two
    sau `?` địa chỉ phải ghi `tên=giá trị`, cách nhau bằng `&`

    behind `%` an address has two hexadecimal digits, not `00`: `%25` stands for the sign
    sau `%` địa chỉ phải có hai chữ số hệ 16, không phải `00`: muốn viết dấu này thì ghi `%25`

    the address is no UTF-8
    địa chỉ không phải là UTF-8

    behind the host an address has a port from 1 to 65535
    sau tên máy chủ, địa chỉ ghi cổng từ 1 đến 65535

    an address is `postgresql://user@host:5432/db`, `mysql://user@host:3306/db`, `mariadb://…` or `spark://host:15002/schema`
    địa chỉ viết như `postgresql://user@host:5432/db`, `mysql://user@host:3306/db`, `mariadb://…` hoặc `spark://host:15002/schema`

    a password in an address can be read by everybody who sees the list of programs, and stays in histories
    mật khẩu ghi trong địa chỉ thì ai xem danh sách chương trình cũng đọc được, và còn nằm lại trong lịch sử lệnh

    leave it out: it is read from `~/.pgpass` (mode 0600), or from PGPASSWORD
    hãy bỏ mật khẩu ra: mật khẩu được đọc từ `~/.pgpass` (quyền 0600) hoặc từ PGPASSWORD

    leave it out: a token is read from SPARK_CONNECT_AUTHENTICATE_TOKEN
    hãy bỏ ra: mã xác thực được đọc từ SPARK_CONNECT_AUTHENTICATE_TOKEN

    leave it out: it is read from `~/.my.cnf` (mode 0600), or from MYSQL_PWD
    hãy bỏ mật khẩu ra: mật khẩu được đọc từ `~/.my.cnf` (quyền 0600) hoặc từ MYSQL_PWD

    the address names no database
    địa chỉ chưa ghi tên cơ sở dữ liệu

    write it behind the host: `{0}://user@host/db`
    hãy ghi sau tên máy chủ: `{0}://user@host/db`

    it is Spark Connect that is asked (port 15002 unless the address says another); a token comes from SPARK_CONNECT_AUTHENTICATE_TOKEN
    nơi được hỏi là Spark Connect (cổng 15002 nếu địa chỉ không ghi cổng khác); mã xác thực lấy từ SPARK_CONNECT_AUTHENTICATE_TOKEN

    cannot reach `{0}`: {1}
    không kết nối được tới `{0}`: {1}

    `{0}` broke off while table `{1}` was read: {2}
    kết nối tới `{0}` bị ngắt khi đang đọc bảng `{1}`: {2}

    `{0}` broke off: {1}
    kết nối tới `{0}` bị ngắt: {1}

    nothing of it was used: ask again when it is there
    chưa dùng phần dữ liệu nào: hãy hỏi lại khi máy chủ hoạt động

    `{0}` does not give table `{1}`: {2}
    `{0}` không cho đọc bảng `{1}`: {2}

    `{0}` refuses: {1}
    `{0}` từ chối: {1}

    the user needs the right to select from what the model names
    người dùng cần quyền SELECT trên những bảng mà mô hình dùng

    MySQL and MariaDB are asked through the library `libmariadb.so.3`, which cannot be opened: {0}
    MySQL và MariaDB được hỏi qua thư viện `libmariadb.so.3`, nhưng không mở được thư viện này: {0}

    install it with `apt install libmariadb3`, or name its file in KPI_DRIVER_MYSQL
    hãy cài bằng `apt install libmariadb3`, hoặc ghi đường dẫn của tệp vào KPI_DRIVER_MYSQL

    {0} is asked through its ADBC driver, which cannot be opened: {1}
    {0} được hỏi qua trình điều khiển ADBC, nhưng không mở được trình điều khiển này: {1}

    install it with `pip install {0}`, or name its file in {1}; it is looked for in the Python packages below {2}
    hãy cài bằng `pip install {0}`, hoặc ghi đường dẫn của tệp vào {1}; chương trình tìm nó trong các gói Python dưới {2}

    user and password come from the address (`postgresql://user@host/db`, never with the password), `~/.pgpass` (mode 0600), PGUSER and PGPASSWORD
    người dùng và mật khẩu lấy từ địa chỉ (`postgresql://user@host/db`, không bao giờ kèm mật khẩu), `~/.pgpass` (quyền 0600), PGUSER và PGPASSWORD

    user and password come from the address (`mysql://user@host/db`, never with the password), `~/.my.cnf` (mode 0600) and MYSQL_PWD
    người dùng và mật khẩu lấy từ địa chỉ (`mysql://user@host/db`, không bao giờ kèm mật khẩu), `~/.my.cnf` (quyền 0600) và MYSQL_PWD

    the rows cannot be kept in `{0}` while they are read: {1}
    không giữ tạm được dữ liệu trong `{0}` khi đang đọc: {1}

    set TMPDIR to a folder that has room
    hãy đặt TMPDIR là một thư mục còn chỗ trống

    column `{0}` has a type that is not read: cast it with `::text`
    cột `{0}` có kiểu không đọc được: hãy chuyển kiểu bằng `::text`

    column `{0}` has a type that is not read: cast it to `string`
    cột `{0}` có kiểu không đọc được: hãy chuyển kiểu sang `string`

    Spark refuses the query: {0}
    Spark từ chối câu truy vấn: {0}

    PostgreSQL refuses the query: {0}
    PostgreSQL từ chối câu truy vấn: {0}

    the engine refuses the query: {0}
    máy chủ từ chối câu truy vấn: {0}

    no thread to be had
    hệ thống không cấp được luồng xử lý

    it cannot be opened
    không mở được

    `{0}` is no ADBC driver
    `{0}` không phải là trình điều khiển ADBC

    `{0}` lacks a function of ADBC
    `{0}` thiếu một hàm của ADBC

    `{0}` is not there
    không có `{0}`

    the driver gave fewer columns than it named
    trình điều khiển trả về ít cột hơn số cột đã nêu

    the driver gave a column with fewer rows than the others
    trình điều khiển trả về một cột có ít dòng hơn các cột khác

    the driver gave codes without their values
    trình điều khiển trả về mã mà không kèm giá trị

    out of memory
    hết bộ nhớ

    others may read `~/.my.cnf`, which holds a password: `chmod 600 ~/.my.cnf`
    người khác đọc được `~/.my.cnf`, mà tệp này có mật khẩu: hãy chạy `chmod 600 ~/.my.cnf`

    the row cannot be kept
    không giữ lại được dòng dữ liệu

    the session takes neither UTC nor a read-only transaction
    phiên làm việc không nhận giờ UTC hoặc giao dịch chỉ đọc

    the session takes neither UTC nor texts with backslashes
    phiên làm việc không nhận giờ UTC hoặc chữ có dấu gạch chéo ngược

    the session takes neither UTC nor UTF-8
    phiên làm việc không nhận giờ UTC hoặc UTF-8

    it cannot be written
    không ghi được

    it is closed
    tệp đã đóng

    a script opens no address: who runs it names the database
    tập lệnh không tự mở địa chỉ: người chạy tập lệnh sẽ chỉ định cơ sở dữ liệu

    `kpi run … --db ADDRESS`, or KPI_DB
    `kpi run … --db ĐỊA_CHỈ`, hoặc KPI_DB

    a quote or a comment in the query does not end
    câu truy vấn có dấu nháy hoặc chú thích không được đóng

    `--engine there` is for PostgreSQL and Spark: `{0}` is asked here
    `--engine there` chỉ dùng với PostgreSQL và Spark: `{0}` được tính ngay tại máy này

    `{0}` has about {1} rows, for whose columns about {2} are needed, and they may take {3}
    `{0}` có khoảng {1} dòng, cần khoảng {2} bộ nhớ, mà chỉ được dùng {3}

    name fewer tables and columns in the model, set `KPI_MEMORY`, or load all the same with `--engine here`
    bớt bảng và cột trong mô hình, đặt lại `KPI_MEMORY`, hoặc cứ tải về với `--engine here`

    `{0}` has about {1} rows, for whose columns about {2} are needed, and they may take {3}: its own engine answers; `--engine here` loads them all the same, `KPI_MEMORY` sets what they may take
    `{0}` có khoảng {1} dòng, cần khoảng {2} bộ nhớ, mà chỉ được dùng {3}: cơ sở dữ liệu tự tính; muốn cứ tải về thì dùng `--engine here`, muốn đổi giới hạn thì đặt `KPI_MEMORY`

    the rows of `{0}` were not read: values that do not fit, keys that repeat and links that lead nowhere are not looked for; `--engine here` reads them
    chưa đọc các dòng của `{0}`: giá trị sai kiểu, khóa trùng và liên kết không dẫn tới đâu chưa được xét; muốn đọc cả thì dùng `--engine here`

    `{0}`, given with KPI_MEMORY, is no amount of memory
    `{0}`, đặt trong KPI_MEMORY, không phải là một dung lượng bộ nhớ

    it is written `800MB` or `4GB`
    viết là `800MB` hoặc `4GB`

    leave `--engine` out, and its rows are brought over
    bỏ `--engine` ra thì dữ liệu sẽ được tải về máy

    the answer has a column of a type that is not read
    câu trả lời có cột thuộc kiểu không đọc được

    the database's engine answers (`--engine there`): `--engine here` brings the rows over and answers it
    đang để cơ sở dữ liệu tự tính (`--engine there`): dùng `--engine here` thì dữ liệu được tải về và câu này sẽ có câu trả lời
    """#
}
