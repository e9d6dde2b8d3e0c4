extension VietnameseTexts {
  /// What files of results tell.
  static let files = #"""
    a file that ends in `.{0}` holds one table, this question has {1}
    tệp có đuôi `.{0}` chỉ chứa được một bảng, còn câu hỏi này có {1} bảng

    {0} hold several
    {0} chứa được nhiều bảng

    `{0}` cannot hold {1} rows: a sheet holds {2} beside its heading and notes
    `{0}` không chứa được {1} dòng: một trang tính chỉ chứa {2} dòng ngoài tiêu đề và ghi chú

    write a file that ends in `.csv`, or `| take {0}` before it
    hãy ghi tệp có đuôi `.csv`, hoặc đặt `| lấy {0}` trước đó

    `{0}` cannot hold {1} columns: a sheet holds {2}
    `{0}` không chứa được {1} cột: một trang tính chỉ chứa {2} cột

    write a file that ends in `.csv`
    hãy ghi tệp có đuôi `.csv`

    `--format {0}` does not write files that end in `.{1}`
    `--format {0}` không ghi tệp có đuôi `.{1}`

    cannot write `{0}`: not all of it could be written; the disk may be full
    không ghi được `{0}`: chưa ghi được hết; có thể đĩa đã đầy

    `{0}` is not written
    `{0}` chưa được ghi

    wrote `{0}`
    đã ghi `{0}`
    """#
}
