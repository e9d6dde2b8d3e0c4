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

    `{0}` can hold one table, and there are several
    `{0}` chỉ chứa được một bảng, mà ở đây có nhiều bảng

    write a file that ends in `.xlsx`, or one file for each with `| export`
    hãy ghi tệp có đuôi `.xlsx`, hoặc mỗi bảng một tệp bằng `| xuất`

    there is no table that `{0}` could hold
    không có bảng nào để ghi vào `{0}`

    `{0}` holds a table; what `print` writes has no place in it
    `{0}` chứa một bảng; dòng chữ của `ghi` không có chỗ trong đó

    cannot write `{0}`: `{1}` ended with status {2}
    không ghi được `{0}`: `{1}` kết thúc với mã {2}

    `.parquet` is written by DuckDB's program `duckdb`, which is not in any folder of PATH
    tệp `.parquet` do chương trình `duckdb` của DuckDB ghi, mà chương trình này không có trong thư mục nào của PATH

    install it, or write a file that ends in `.csv`
    hãy cài chương trình đó, hoặc ghi tệp có đuôi `.csv`

    `{0}` is not written
    `{0}` chưa được ghi

    wrote `{0}`
    đã ghi `{0}`
    """#
}
