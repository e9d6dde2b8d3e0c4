extension VietnameseTexts {
  /// What the database tells.
  static let database = #"""
    a NUL byte stands in the query
    trong câu truy vấn có byte NUL

    a query may only read: `select` or `with … select`
    câu truy vấn chỉ được đọc: `select` hoặc `with … select`

    SQLite refuses the query: {0}
    SQLite không nhận câu truy vấn: {0}

    the query is empty
    câu truy vấn rỗng

    a query is one statement; another one follows it
    chỉ một câu truy vấn mỗi lần; phía sau còn một câu nữa

    a text or a blob of the query has more than {0} bytes, the most that one may have
    một chuỗi hoặc blob trong câu truy vấn dài hơn {0} byte, mức tối đa cho phép

    a ZIP archive or an Office file
    tệp ZIP hoặc tệp Office

    a gzip archive
    tệp nén gzip

    a SQLite 2 database
    cơ sở dữ liệu SQLite 2

    a zstd archive
    tệp nén zstd

    a PDF
    tệp PDF

    a PostgreSQL dump
    bản kết xuất PostgreSQL

    a Parquet file
    tệp Parquet

    a text file
    tệp văn bản

    cannot open `{0}`: there is no such file
    không mở được `{0}`: không có tệp này

    cannot open `{0}`: it is a directory, not a database file
    không mở được `{0}`: đây là thư mục, không phải tệp cơ sở dữ liệu

    cannot open `{0}`: it is no regular file
    không mở được `{0}`: đây không phải là tệp thông thường

    cannot open `{0}`: permission denied
    không mở được `{0}`: không có quyền

    cannot read `{0}`: the file is empty (0 bytes)
    không đọc được `{0}`: tệp rỗng (0 byte)

    cannot read `{0}`: it is not a SQLite database, it looks like {1}
    không đọc được `{0}`: đây không phải là cơ sở dữ liệu SQLite, trông như {1}

    cannot read `{0}`: it is not a SQLite database
    không đọc được `{0}`: đây không phải là cơ sở dữ liệu SQLite

    cannot read `{0}`: it is not a plain SQLite database, it looks encrypted
    không đọc được `{0}`: đây không phải là cơ sở dữ liệu SQLite thường, có vẻ đã mã hóa

    cannot read `{0}`: the file is cut off, {1} of {2} bytes are there
    không đọc được `{0}`: tệp bị cụt, chỉ có {1} trong {2} byte

    cannot read `{0}`: the database is damaged ({1})
    không đọc được `{0}`: cơ sở dữ liệu bị hỏng ({1})

    cannot read `{0}`: another program has locked it
    không đọc được `{0}`: một chương trình khác đang khóa

    cannot read `{0}`: a program was interrupted while writing it, and its journal must be rolled back first
    không đọc được `{0}`: một chương trình bị ngắt khi đang ghi, cần hoàn tác nhật ký trước

    cannot read `{0}`: it is in WAL mode, and `{1}-wal` (its write-ahead log) cannot be read with it
    không đọc được `{0}`: tệp ở chế độ WAL, mà `{1}-wal` (nhật ký ghi trước) không đọc kèm được

    cannot read `{0}`: it is in WAL mode, and `{1}-wal` (its write-ahead log) cannot be read with it, as the folder `{2}` may not be written to
    không đọc được `{0}`: tệp ở chế độ WAL, mà `{1}-wal` (nhật ký ghi trước) không đọc kèm được, vì thư mục `{2}` không ghi vào được

    cannot read `{0}`: another program wrote it meanwhile
    không đọc được `{0}`: một chương trình khác vừa ghi vào

    out of memory while reading the database
    hết bộ nhớ khi đọc cơ sở dữ liệu

    table `{0}` has too many rows: at most 2,147,483,646 can be read
    bảng `{0}` có quá nhiều dòng: đọc được nhiều nhất 2.147.483.646

    cannot read `{0}`: {1}
    không đọc được `{0}`: {1}

    cannot read `{0}`: {1} (SQLite code {2})
    không đọc được `{0}`: {1} (mã SQLite {2})

    check the path; `kpi demo FILE` makes a database to try
    hãy xem lại đường dẫn; `kpi demo TỆP` tạo một cơ sở dữ liệu để thử

    name the database file inside it
    hãy chỉ tệp cơ sở dữ liệu bên trong

    copy the database to a file first
    hãy chép cơ sở dữ liệu ra tệp trước

    ask for read permission on the file and its folder
    hãy xin quyền đọc tệp và thư mục chứa nó

    the copy or export that made it probably failed; make it again
    có lẽ lần chép hoặc xuất đã hỏng; hãy làm lại

    name a file that SQLite has written; import other data with `sqlite3 new.db`
    hãy chỉ tệp do SQLite ghi; dữ liệu khác thì nhập bằng `sqlite3 new.db`

    decrypt it first, for example by exporting it from the program that made it
    hãy giải mã trước, chẳng hạn xuất ra từ chương trình đã tạo nó

    copy the file again; it was probably copied or downloaded in part
    hãy chép lại tệp; có lẽ lần chép hoặc tải về bị dở dang

    restore a backup, or try `sqlite3 FILE .recover` on a copy
    hãy khôi phục bản sao lưu, hoặc thử `sqlite3 TỆP .recover` trên một bản sao

    wait until the other program has finished writing, or read a copy
    hãy chờ chương trình kia ghi xong, hoặc đọc một bản sao

    open it once with the program that writes it, or with `sqlite3`, and close it again
    hãy mở một lần bằng chương trình ghi nó, hoặc bằng `sqlite3`, rồi đóng lại

    ask for read permission on `{0}-wal` and `{1}-shm`
    hãy xin quyền đọc `{0}-wal` và `{1}-shm`

    the newest rows stand in the log: copy both files to a folder that can be written, or have the program that writes the database close it
    các dòng mới nhất nằm trong nhật ký: hãy chép cả hai tệp vào thư mục ghi được, hoặc để chương trình ghi cơ sở dữ liệu đóng nó lại

    read it with a newer SQLite, or write `{0}` so that an older one reads it
    hãy đọc bằng SQLite mới hơn, hoặc viết lại `{0}` để bản cũ đọc được

    read it with a newer SQLite
    hãy đọc bằng SQLite mới hơn

    ask again when the other program has finished, or read a copy
    hãy hỏi lại khi chương trình kia xong, hoặc đọc một bản sao

    close other programs, or name fewer columns in the model
    hãy đóng bớt chương trình khác, hoặc khai báo ít cột hơn trong mô hình

    check the view or table with `sqlite3`
    hãy kiểm tra view hoặc bảng bằng `sqlite3`

    `{0}` in it
    `{0}` trong đó

    it
    nó

    cannot read `{0}`: SQLite {1} does not understand {2}, which a newer SQLite wrote ({3})
    không đọc được `{0}`: SQLite {1} không hiểu {2}, vì do bản SQLite mới hơn ghi ({3})

    cannot read `{0}`: SQLite {1} does not understand {2}, as it seems a newer SQLite wrote ({3})
    không đọc được `{0}`: SQLite {1} không hiểu {2}, có vẻ do bản SQLite mới hơn ghi ({3})

    table `{0}` has no column `{1}`, which entity `{2}` reads
    bảng `{0}` không có cột `{1}` mà đối tượng `{2}` đọc

    table `{0}` has no column `{1}`, which a lookup reads
    bảng `{0}` không có cột `{1}` dùng để tra cứu

    the database has no table `{0}`, which entity `{1}` reads
    cơ sở dữ liệu không có bảng `{0}` mà đối tượng `{1}` đọc

    the database has no table `{0}`, which a lookup reads
    cơ sở dữ liệu không có bảng `{0}` dùng để tra cứu

    the database has no tables
    cơ sở dữ liệu không có bảng nào

    tables: {0}
    các bảng: {0}

    columns of `{0}`: {1}
    các cột của `{0}`: {1}

    time pattern `{0}` is none: it needs a `yyyy`
    mẫu thời điểm `{0}` không dùng được: cần có `yyyy`

    column `{0}` of `{1}` has no dictionary
    cột `{0}` của `{1}` không có từ điển

    the key of `{0}` has no dictionary
    khóa của `{0}` không có từ điển

    column `{0}` of `{1}` has no lookup table
    cột `{0}` của `{1}` không có bảng tra

    link `{0}` of `{1}` has no target
    liên kết `{0}` của `{1}` không có đích

    a time of `{0}` is read through no link
    một thời điểm của `{0}` không được đọc qua liên kết nào

    a column of `{0}` has no source
    một cột của `{0}` không có nguồn

    entity `{0}` is placed by no time
    đối tượng `{0}` không có thời điểm để xếp

    the time that places entity `{0}` is read through links that lead back to it
    thời điểm xếp đối tượng `{0}` được đọc qua các liên kết quay lại chính nó
    """#
}
