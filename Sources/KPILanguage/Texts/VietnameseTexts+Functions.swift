extension VietnameseTexts {
  /// What functions do, in help.
  static let functions = #"""
    how many rows, things or different values there are
    có bao nhiêu dòng, đối tượng hoặc giá trị khác nhau

    the sum of a measure
    tổng của một số đo

    the mean of a measure
    trung bình của một số đo

    the least value of a measure
    giá trị nhỏ nhất của một số đo

    the greatest value of a measure
    giá trị lớn nhất của một số đo

    the middle value of a measure
    giá trị đứng giữa của một số đo

    the sample standard deviation (n − 1) of a measure
    độ lệch chuẩn mẫu (n − 1) của một số đo

    the value that such a part of a measure's values does not exceed, interpolated
    giá trị mà chừng ấy phần các giá trị của số đo không vượt quá, có nội suy

    a measure's value in the earliest row
    giá trị của số đo ở dòng sớm nhất

    a measure's value in the latest row
    giá trị của số đo ở dòng muộn nhất

    when the earliest row was
    thời điểm của dòng sớm nhất

    when the latest row was
    thời điểm của dòng muộn nhất

    what is there at the period's end: all rows up to it, or those that are open then
    số còn lại ở cuối kỳ: mọi dòng tính đến lúc đó, hoặc những dòng đang mở lúc đó

    X where the condition holds, else Y
    X nếu điều kiện đúng, nếu không thì Y

    the first of several values that is not empty
    giá trị đầu tiên không trống trong các giá trị

    the least of several values, empty ones left out
    giá trị nhỏ nhất trong các giá trị, bỏ qua giá trị trống

    the greatest of several values, empty ones left out
    giá trị lớn nhất trong các giá trị, bỏ qua giá trị trống

    rounded to so many decimals, halves away from zero
    làm tròn đến bấy nhiêu chữ số thập phân, nửa đơn vị thì tăng về phía xa số 0

    a number without its sign
    một số không kể dấu

    calendar days between two times, or those of the period
    số ngày theo lịch giữa hai thời điểm, hoặc số ngày của kỳ

    weeks, which begin on Monday, between two times
    số tuần (tính từ thứ Hai) giữa hai thời điểm

    hours that went by between two times
    số giờ trôi qua giữa hai thời điểm

    months of 30.4375 days between two times, or those of the period
    số tháng (mỗi tháng 30,4375 ngày) giữa hai thời điểm, hoặc số tháng của kỳ

    a metric in the period before
    chỉ số ở kỳ trước

    a metric so long before
    chỉ số ở kỳ cách đây bấy lâu

    a metric over so long a time up to each period's end
    chỉ số tính trên bấy lâu đến cuối mỗi kỳ

    a metric from the question's beginning up to each period's end
    chỉ số cộng dồn từ đầu khoảng thời gian được hỏi đến cuối mỗi kỳ

    a metric from the beginning of the year, quarter, month or week up to each period's end
    chỉ số từ đầu năm, quý, tháng hoặc tuần đến cuối mỗi kỳ

    a metric from the first row of all up to each period's end
    chỉ số từ dòng đầu tiên đến cuối mỗi kỳ

    who does something in the period and did in the one before
    ai có làm trong kỳ và cũng đã làm ở kỳ trước

    who did something in the period before and does not in the period
    ai đã làm ở kỳ trước mà trong kỳ thì không

    who does something in the period, did not in the one before, and did earlier
    ai có làm trong kỳ, kỳ trước thì không, trước nữa thì đã làm

    each group's % of the total
    tỷ trọng % của mỗi nhóm trong tổng

    each group's place, 1 the greatest
    thứ hạng của mỗi nhóm, 1 là lớn nhất

    what is set for a metric
    chỉ tiêu đặt ra cho một chỉ số

    whole years from a time to the period's last day
    số năm tròn từ một thời điểm đến ngày cuối kỳ

    the band that a number falls into, as text
    khoảng mà một số thuộc về, dưới dạng chữ

    of rows of the model:
    về các dòng của mô hình:

    of values, everywhere:
    về giá trị, dùng được ở mọi nơi:

    of metrics:
    về chỉ số:

    of a row alone:
    về riêng một dòng:

    `help round` tells how a function is written, with an example
    `trợ giúp làm_tròn` cho biết cách viết một hàm, kèm ví dụ

      everywhere:
      ở mọi nơi:

      in {0}:
      trong {0}:

      the formula is multiplied by 100: 0.5 is 50 %
      công thức được nhân với 100: 0,5 là 50 %

    the period is still running: its {0} days are compared with all of {1}; `compare previous` takes as many days
    kỳ còn đang chạy: {0} ngày của kỳ được so với toàn bộ {1}; `so với kỳ trước` lấy cùng số ngày

    what is compared with counts from today: {0}; `compare previous` is the period before the one that is asked for
    kỳ đem ra so tính từ hôm nay: {0}; `so với kỳ trước` là kỳ ngay trước kỳ được hỏi
    """#
}
