extension VietnameseTexts {
  /// What the prompt and its commands tell.
  static let prompt = #"""
    the database's tables and columns, or those of one table
    các bảng và cột của cơ sở dữ liệu, hoặc của một bảng

    write results to a file, in the format of its ending; without a name, here again
    ghi kết quả vào tệp, theo định dạng của đuôi tệp; không có tên thì lại hiện ra đây

    write the next entry's results to a file
    ghi kết quả của lệnh kế tiếp vào tệp

    carry out a script
    chạy một kịch bản

    write the last entry anew in an editor
    sửa lại lệnh vừa rồi trong trình soạn thảo

    the editor could not be used; `EDITOR` names one
    không mở được trình soạn thảo; hãy đặt tên nó trong `EDITOR`

    files read each other more than {0} deep
    các tệp gọi nhau quá {0} tầng

    `.once` takes a file
    `.once` cần tên tệp

    `.read` takes a script
    `.read` cần tên kịch bản

    the database has no table `{0}`, {1}
    cơ sở dữ liệu không có bảng `{0}`, {1}

    the database has no table `{0}`
    cơ sở dữ liệu không có bảng `{0}`

    there is nothing to go back to: `back` leaves the rows of a `drill`
    không có gì để quay lại: `quay lại` rời các dòng của lệnh `soi`

    the columns that a drill shows
    các cột mà `soi` hiện ra

    a member of the entity
    một thành phần của đối tượng

    `{0}` has no `{1}`
    `{0}` không có `{1}`

    `plain`, or decimals such as `0.0` or `0.0M`
    `plain`, hoặc số chữ số lẻ như `0.0` hay `0.0tr`

    in strict mode a name is written with its diacritics
    ở chế độ nghiêm ngặt, tên phải viết đủ dấu

    `{0}` speaks of the whole company, and so is the same for every row
    `{0}` là con số của cả công ty, nên dòng nào cũng như nhau

    write `segment wanted = {0} where {1}` before it, then `where wanted`, to ask it of each
    để hỏi riêng từng dòng, trước đó hãy viết `phân khúc cần_tìm = {0} lọc {1}`, rồi `lọc cần_tìm`

    """#
}
