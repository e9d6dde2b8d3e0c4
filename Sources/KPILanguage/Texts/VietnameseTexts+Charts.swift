extension VietnameseTexts {
  /// What pictures tell.
  static let charts = #"""
    the ending of `{0}` names no form of picture
    đuôi của `{0}` không phải là một dạng hình

    `.png` is drawn by the Python library vl-convert, which no `python3` in the folders of PATH has
    tệp `.png` do thư viện Python vl-convert vẽ, mà không có `python3` nào trong các thư mục của PATH có thư viện này

    `pip install vl-convert-python` installs it; `.svg` needs nothing
    `pip install vl-convert-python` để cài thư viện; `.svg` thì không cần gì

    there is nothing to draw: no row, or no number beside another
    không có gì để vẽ: không có dòng nào, hoặc chỉ có một con số

    a list is of things, which no form of picture suits by itself
    danh sách kể từng dòng, không có dạng hình nào hợp sẵn

    count them with `show … by …`, or name a form: `| chart bar`
    hãy đếm bằng `xem … theo …`, hoặc nói rõ dạng hình: `| biểu đồ bar`

    a line needs a key of time, such as `by month`
    biểu đồ đường cần một khóa thời gian, ví dụ `theo tháng`

    an area needs a key of time, and no number below 0
    biểu đồ miền cần một khóa thời gian, và không có số âm

    a pie shows the parts of one whole, of numbers that are not below 0 and add up to the total
    biểu đồ tròn cho thấy các phần của một tổng: các số không âm và cộng lại đúng bằng tổng

    a heatmap needs two keys, such as `by month, source`
    bản đồ nhiệt cần hai khóa, ví dụ `theo tháng, nguồn`

    a funnel shows steps: `funnel` has them
    biểu đồ phễu cho thấy các bước: dùng cho `phễu`

    bullets show numbers against targets: `scorecard` has them
    biểu đồ mục tiêu so số thực tế với chỉ tiêu: dùng cho `thẻ điểm`

    a waterfall shows parts that add up to a change: `why` has them
    biểu đồ thác nước cho thấy các phần cộng lại thành mức thay đổi: dùng cho `vì sao`

    bars need a number for each row
    biểu đồ cột cần một con số cho mỗi dòng

    `| chart` alone takes the form that suits the table
    `| biểu đồ` không kèm gì sẽ tự chọn dạng hợp với bảng
    """#
}
