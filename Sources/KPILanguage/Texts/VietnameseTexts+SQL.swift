/// What `explain sql` says where there is none.
extension VietnameseTexts {
  static let sql = #"""
    there is no SQL for what one viewer may see
    không viết được thành SQL phần dữ liệu mà một người được xem

    there is no SQL for targets of so many periods
    không viết được thành SQL mục tiêu của quá nhiều kỳ

    there is no SQL for `top`: of equal numbers it takes those that come first in the alphabet
    không viết được thành SQL phần `top`: khi bằng nhau, dòng đứng trước theo bảng chữ cái được giữ lại

    there is no SQL for texts compared without case or marks: databases know no Vietnamese letters
    không viết được thành SQL phép so chữ bỏ qua hoa thường hoặc dấu: cơ sở dữ liệu không hiểu chữ tiếng Việt

    there is no SQL for texts in alphabetical order: databases order by other alphabets
    không viết được thành SQL thứ tự bảng chữ cái: cơ sở dữ liệu xếp theo bảng chữ khác

    there is no SQL for rows whose keys repeat
    không viết được thành SQL các dòng trùng khóa

    there is no SQL for rows without a key
    không viết được thành SQL các dòng không có khóa

    there is no SQL for rows that have no key of their own
    không viết được thành SQL các dòng không có khóa riêng

    there is no SQL for a table that the database does not have
    không viết được thành SQL một bảng mà cơ sở dữ liệu không có

    there is no SQL for a text with a NUL character
    không viết được thành SQL chữ có ký tự NUL

    there is no SQL for times in a format of their own
    không viết được thành SQL thời gian ghi theo định dạng riêng

    there is no SQL for hours in a time zone whose clocks are changed
    không viết được thành SQL số giờ ở múi giờ có đổi giờ

    there is no SQL for a column of that type there
    không viết được thành SQL một cột có kiểu như vậy ở đó

    there is no SQL for shares within a group yet
    chưa viết được thành SQL tỷ trọng trong từng nhóm

    there is no SQL for rounding to tens
    không viết được thành SQL phép làm tròn đến hàng chục

    there is no SQL for this number of the rows before a row
    không viết được thành SQL con số này của các dòng trước một dòng

    there is no SQL for an answer that comes from the model alone
    không viết được thành SQL câu trả lời chỉ lấy từ mô hình

    there is no SQL for this plan
    không viết được thành SQL kế hoạch này

    `explain` without `sql` shows the plan
    `giải thích` không có `sql` cho xem kế hoạch
    """#
}
