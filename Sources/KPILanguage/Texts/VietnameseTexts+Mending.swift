extension VietnameseTexts {
  /// What is told of a value, a command or a line that is not there, with what is.
  static let mending = """
    there are {0}
    có {0}

    there are {0} … and {1} more
    có {0} … và {1} giá trị khác

    `{0}` ends with its mistake: what follows was not carried out
    `{0}` dừng ở chỗ sai: phần phía sau chưa được thực hiện

    parameter `{0}` is declared twice
    tham số `{0}` được khai báo hai lần

    the first is at {0}
    lần đầu ở {0}

    a parameter is one day, week, month, quarter or year, and this period is none of them
    một tham số là một ngày, tuần, tháng, quý hoặc năm, còn kỳ này không phải là một đơn vị như vậy

    parameters rest on each other: {0}
    các tham số lấy giá trị lẫn của nhau: {0}

    give one of them a value of its own
    hãy cho một tham số một giá trị riêng

    a question comes first, as in `{0}`; a clause alone goes on from the last one
    hãy hỏi một câu trước, ví dụ `{0}`; một mệnh đề đứng riêng thì tiếp vào câu hỏi gần nhất

    `{0}` is a row: which of its numbers is missing
    `{0}` là một dòng: còn thiếu con số nào của dòng đó

    that counts the new ones of the period; `{0}` counts all there are at its end
    câu trên đếm số mới trong kỳ; `{0}` đếm tất cả tính đến cuối kỳ

    write `{0}` where the day comes first, `{1}` where the month does
    hãy viết `{0}` nếu ngày đứng trước, `{1}` nếu tháng đứng trước

    write `{0}`, or `{1}` where the month comes first
    hãy viết `{0}`, hoặc `{1}` nếu tháng đứng trước

    the model has no metric “{0}”; `{1}` defines it
    mô hình chưa có chỉ số “{0}”; hãy định nghĩa bằng `{1}`

    `{0}` is not understood here
    chưa hiểu `{0}` trong câu này

    `{0}` is not understood here; the rest asks `{1}`
    chưa hiểu `{0}` trong câu này; phần còn lại hỏi `{1}`

    `{0}` may be meant, which cannot be asked: {1}
    có lẽ ý là `{0}`, nhưng câu đó không hỏi được: {1}

    each of these words is known, but not what they ask together
    từng từ thì hiểu, nhưng chưa rõ cả câu hỏi gì

    1 check: {0}
    1 kiểm tra: {0}

    {0} checks: {1}
    {0} kiểm tra: {1}

    {0} passed
    {0} đạt

    {0} warned
    {0} cảnh báo

    {0} failed
    {0} không đạt

    """
}
