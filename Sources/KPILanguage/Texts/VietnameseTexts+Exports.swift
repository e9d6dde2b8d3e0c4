extension VietnameseTexts {
  /// What exports, pivots and checks of tables tell.
  static let exports = #"""
    `--out FOLDER` names that folder; without it, it is the working one
    `--out THƯ_MỤC` chỉ định thư mục đó; nếu không có thì là thư mục hiện tại

    `{0}` is not below the folder that scripts write to
    `{0}` không nằm trong thư mục mà kịch bản được ghi

    `{0}` names no file
    `{0}` không phải tên tệp

    cannot write `{0}`: it is a folder
    không ghi được `{0}`: đó là một thư mục

    cannot write `{0}`: it is a script or a model
    không ghi được `{0}`: đó là một kịch bản hoặc mô hình

    cannot write `{0}`: it is a database
    không ghi được `{0}`: đó là một cơ sở dữ liệu

    results go to a file of another name
    hãy ghi kết quả ra tệp có tên khác

    cannot write to {0}: {1}
    không ghi được vào {0}: {1}

    the folder `{0}`
    thư mục `{0}`

    the folder of `{0}`
    thư mục của `{0}`

    what is behind the first {0} of {1} failing rows is written
    chỉ ghi các dòng nằm sau {0} trong {1} dòng không đạt

    the assertion does not hold in {0} of {1} rows
    điều kiện không đúng ở {0} trong {1} dòng

    row {0}
    dòng {0}

    {0} is {1}
    {0} là {1}

    … and {0} more
    … và {0} dòng nữa

    `--force` lets exports replace files
    `--force` cho phép xuất đè lên tệp cũ

    `excel` is for files that end in `.csv`
    `excel` chỉ dùng cho tệp có đuôi `.csv`

    `{0}` exists already
    `{0}` đã có rồi

    `{0}` exists already. Replace it?
    `{0}` đã có rồi. Ghi đè?

    endings are {0}
    các đuôi tệp là {0}

    the ending of `{0}` names no form of file
    đuôi của `{0}` không ứng với loại tệp nào

    `{0}` is an ending without a name
    `{0}` chỉ có phần đuôi, không có tên

    in a name `{…}` is empty where its value is not there
    trong tên tập tin, `{…}` để trống khi giá trị của nó không có

    with --read-only nothing is written
    có --read-only thì không ghi gì cả

    with --read-only nothing is written, `{0}` neither
    với --read-only thì không ghi gì cả, `{0}` cũng vậy

    wrote `{0}`: 1 row
    đã ghi `{0}`: 1 dòng

    wrote `{0}`: {1} rows
    đã ghi `{0}`: {1} dòng

    cannot write `{0}`
    không ghi được `{0}`

    it cannot be run
    không chạy được

    `pivot` takes one of {0}
    `xoay` nhận một trong {0}

    `{0}` is a number of the groups, not what they are split by
    `{0}` là con số của các nhóm, không phải chiều chia nhóm

    `{0}` would make {1} columns, more than {2}
    `{0}` sẽ tạo {1} cột, nhiều hơn {2}

    ask for the table with all that splits it, without `select`
    hãy hỏi lại bảng với đủ các chiều chia nhóm, không dùng `chọn`

    the table has no number to put into rows
    bảng không có con số nào để chuyển thành dòng

    the table has no number to put under `{0}`
    bảng không có con số nào để đặt dưới `{0}`

    the total is left out: it is that of no column
    bỏ dòng tổng: đó không phải tổng của cột nào

    two rows are of {0}, and one cell holds one of them
    có hai dòng cùng là {0}, mà một ô chỉ chứa được một

    for a spreadsheet: its headings, its decimal sign, the total
    cho bảng tính: có tiêu đề, dấu thập phân và dòng tổng
    """#
}
