extension CommandLineTexts {
  /// What the options that take a value say of themselves, which is told where the value is missing; a test holds them to
  /// the commands.
  static let options: [(String, String)] = [
    (
      "A folder that scripts may read besides their own.", "Một thư mục nữa mà kịch bản được đọc, ngoài thư mục của nó."
    ),
    ("Another seed, other data.", "Số mầm khác thì dữ liệu khác."),
    ("Answer as this employee may see.", "Chỉ trả lời những gì nhân viên này được xem."),
    (
      "For Spark: a folder that its programs see under the same name.",
      "Với Spark: một thư mục mà các chương trình của nó cũng thấy dưới tên ấy."
    ),
    ("How many customers; about 14 rows each.", "Số khách hàng; mỗi khách khoảng 14 dòng."),
    ("How many scripts are run at once.", "Số kịch bản chạy cùng lúc."),
    ("How many threads a question may use.", "Số luồng mà một câu hỏi được dùng."),
    (
      "How often each question is answered, after one answer to warm up.",
      "Mỗi câu hỏi được trả lời bao nhiêu lần, sau một lần khởi động."
    ),
    (
      "How results are written; excel is CSV for spreadsheets, xlsx and parquet need -o.",
      "Dạng ghi kết quả; excel là CSV cho bảng tính, xlsx và parquet cần -o."
    ),
    ("Statements to answer; may be given several times.", "Các câu cần trả lời; có thể cho nhiều lần."),
    ("Stop after so many seconds.", "Dừng sau chừng này giây."),
    ("The database that the model is opened with.", "Cơ sở dữ liệu mở cùng mô hình."),
    ("The database that they are held against.", "Cơ sở dữ liệu để đối chiếu."),
    ("The database.", "Cơ sở dữ liệu."),
    (
      "The database, a file or an address; without it KPI_DB, or what the script opens.",
      "Cơ sở dữ liệu, là tệp hoặc địa chỉ; không có thì là KPI_DB, hoặc cái mà kịch bản mở."
    ),
    (
      "The database; without it KPI_DB, or what a script opens.",
      "Cơ sở dữ liệu; không có thì là KPI_DB, hoặc cái mà kịch bản mở."
    ),
    ("The day that is today; scripts cannot change it.", "Ngày được coi là hôm nay; kịch bản không đổi được."),
    (
      "The folder for the rows of checks that fail; those of an earlier run go.",
      "Thư mục cho các dòng của phép kiểm tra không đạt; các dòng của lần chạy trước bị xóa."
    ),
    (
      "The folder for what is exported; without it the working one.",
      "Thư mục cho những gì được xuất; không có thì là thư mục hiện tại."
    ),
    (
      "The language of answers and messages; without it that of each statement's verb.",
      "Ngôn ngữ của câu trả lời và thông báo; không có thì theo động từ của từng câu."
    ),
    ("The last day there is.", "Ngày cuối cùng có dữ liệu."),
    (
      "The model of the database; without it the built-in one.",
      "Mô hình của cơ sở dữ liệu; không có thì là mô hình có sẵn."
    ),
    (
      "The model whose names are known; without it the built-in one.",
      "Mô hình có các tên được biết; không có thì là mô hình có sẵn."
    ),
    ("The schema of the tables, made where it is not there.", "Lược đồ của các bảng; chưa có thì được tạo."),
    ("The value of a parameter.", "Giá trị của một tham số."),
    (
      "Who reckons over a database behind a wire: here, or there, where PostgreSQL or Spark answers in SQL; Spark unless told otherwise.",
      "Ai tính trên cơ sở dữ liệu ở xa: here (ở đây), hoặc there, khi PostgreSQL hay Spark trả lời bằng SQL; nếu không nói gì thì Spark tự tính."
    ),
    ("Write a JUnit file too.", "Ghi thêm một tệp JUnit."),
    (
      "Write all results to a file, in the form that its ending names.",
      "Ghi mọi kết quả vào một tệp, theo dạng mà đuôi tệp chỉ ra."
    ),
    ("Write keywords and names in this language: en or vi.", "Ghi từ khóa và tên bằng ngôn ngữ này: en hoặc vi."),
  ]
}
