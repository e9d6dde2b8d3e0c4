extension VietnameseTexts {
  /// The help lines of keywords.
  static let keywords2 = #"""
    other names of the same
    tên gọi khác

    the column with what an employee may see
    cột cho biết nhân viên được xem gì

    the column with an employee's department
    cột phòng ban của nhân viên

    the column with the department above
    cột phòng ban cấp trên

    the column with the department's head
    cột trưởng phòng

    a table's rows, one after the other
    từng dòng của bảng, lần lượt
    """#
}
