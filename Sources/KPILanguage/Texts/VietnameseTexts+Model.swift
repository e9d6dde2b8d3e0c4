/// What the built-in model says of its metrics.
extension VietnameseTexts {
  static let model = #"""
    customers created in the period
    khách hàng được tạo trong kỳ

    customers created up to the period's end
    khách hàng được tạo tính đến cuối kỳ

    outgoing emails opened in the period, whatever their status
    email gửi đi được mở trong kỳ, trạng thái nào cũng tính

    SMS with status sent
    tin nhắn SMS có trạng thái sent

    outgoing calls, answered, with a duration
    cuộc gọi đi có người nghe và có thời lượng

    tasks that have a customer
    công việc gắn với một khách hàng

    notes
    ghi chú

    emails read, SMS sent, calls connected, customer tasks and notes
    email được đọc, tin nhắn đã gửi, cuộc gọi đi được nghe, công việc với khách và ghi chú

    all tasks, with or without a customer
    mọi công việc, có gắn với khách hay không

    orders with status placed
    đơn hàng có trạng thái placed

    different customers of the placed orders
    số khách khác nhau của các đơn placed

    customers with exactly one placed order in the period
    khách có đúng một đơn placed trong kỳ

    customers with two or more placed orders in the period
    khách có từ hai đơn placed trở lên trong kỳ

    orders ÷ buyers
    đơn hàng ÷ khách mua

    contracts created
    hợp đồng được tạo

    contracts of kind renewal created
    hợp đồng loại renewal được tạo

    contracts that expire in the period
    hợp đồng hết hạn trong kỳ

    contracts whose last day is in the period, in days to come too: whom to call for a renewal
    hợp đồng có ngày cuối nằm trong kỳ, kể cả những ngày sắp tới: cần gọi ai để gia hạn

    stock notes of kind out
    phiếu kho loại out

    stock notes of kind in
    phiếu kho loại in

    the placed orders' amount
    tổng tiền của các đơn placed

    pieces in placed orders
    số sản phẩm trong các đơn placed

    amount of placed orders' items
    thành tiền các dòng hàng của đơn placed

    interactions ÷ new customers
    tương tác ÷ khách hàng mới

    activities ÷ interactions
    hoạt động ÷ tương tác

    orders ÷ activities
    đơn hàng ÷ hoạt động

    new customers, as marketing counts them
    khách hàng mới, theo cách marketing đếm

    of the customers created in the period, who have a placed order by its end
    trong số khách được tạo trong kỳ, bao nhiêu khách có đơn placed tính đến cuối kỳ

    opportunities created
    cơ hội được tạo

    value of the opportunities created
    giá trị của các cơ hội được tạo

    value of the opportunities open at the period's end
    giá trị của các cơ hội còn mở vào cuối kỳ

    value of the opportunities open at the period's end that are expected to close in the period
    giá trị của các cơ hội còn mở vào cuối kỳ và dự kiến chốt trong kỳ

    closed in the period with status won
    đóng trong kỳ với trạng thái won

    value of the opportunities won
    giá trị của các cơ hội thắng

    closed in the period with status lost
    đóng trong kỳ với trạng thái lost

    value of the opportunities lost
    giá trị của các cơ hội mất

    won ÷ (won + lost)
    thắng ÷ (thắng + mất)

    won value ÷ won opportunities
    giá trị thắng ÷ số cơ hội thắng

    mean whole days from creation to closing, or to the period's last day for those still open
    trung bình số ngày từ lúc tạo đến lúc đóng; cơ hội còn mở thì tính đến ngày cuối kỳ

    opportunity value ÷ months in the period
    giá trị cơ hội ÷ số tháng trong kỳ

    opportunities of customers who had a placed order before
    cơ hội của khách đã từng có đơn placed trước đó

    opportunities of customers who had no placed order before
    cơ hội của khách chưa từng có đơn placed trước đó

    different opportunities created, updated or moved between stages
    số cơ hội khác nhau được tạo, cập nhật hoặc chuyển giai đoạn

    opportunities created and opportunity changes of any kind
    số lần tạo cơ hội và mọi thay đổi của cơ hội

    all calls, in and out, answered or missed
    mọi cuộc gọi, gọi đi và gọi đến, có người nghe hay nhỡ

    answered calls
    cuộc gọi có người nghe

    missed calls
    cuộc gọi nhỡ

    calls ÷ the target for calls; 1 is on target
    cuộc gọi ÷ chỉ tiêu cuộc gọi; 1 là đạt chỉ tiêu

    answered ÷ all calls
    cuộc gọi có người nghe ÷ mọi cuộc gọi

    answered calls' minutes
    số phút của các cuộc gọi có người nghe

    answered outgoing calls' minutes
    số phút của các cuộc gọi đi có người nghe

    answered incoming calls' minutes
    số phút của các cuộc gọi đến có người nghe

    new customers called (answered), met, emailed or noted in the period
    khách mới đã được gọi (có nghe máy), gặp, gửi email hoặc ghi chú trong kỳ

    different customers created, updated, noted, met, called (answered), or with an opportunity created or moved
    số khách khác nhau được tạo, cập nhật, ghi chú, gặp, gọi (có nghe máy), hoặc có cơ hội được tạo hay chuyển giai đoạn

    everything done with customers in the period
    mọi việc đã làm với khách hàng trong kỳ

    tasks created
    công việc được tạo

    tasks completed in the period
    công việc hoàn thành trong kỳ

    meetings
    cuộc gặp

    outgoing emails with status sent
    email gửi đi có trạng thái sent

    revenue ÷ orders
    doanh thu ÷ đơn hàng

    placed orders' cost
    giá vốn của các đơn placed

    all marketing costs
    mọi chi phí marketing

    costs with purpose acquisition
    chi phí có mục đích acquisition (thu hút khách mới)

    costs with purpose retention
    chi phí có mục đích retention (giữ chân khách)

    revenue − cost of sales − marketing cost, before tax and every other cost
    doanh thu − giá vốn − chi phí marketing, chưa trừ thuế và mọi chi phí khác

    customers whose first ever placed order is in the period
    khách có đơn placed đầu tiên nằm trong kỳ

    buyers who had a placed order before the period
    khách mua đã từng có đơn placed trước kỳ

    acquisition cost ÷ new buyers; marketing only, without what selling costs (salaries, commissions)
    chi phí thu hút ÷ khách mua mới; chỉ tính marketing, không gồm chi phí bán hàng (lương, hoa hồng)

    customers who bought both in the period and in the one before ÷ those who bought in the one before
    khách mua cả trong kỳ này lẫn kỳ trước ÷ khách mua trong kỳ trước

    100 − retention rate
    100 − tỷ lệ giữ chân

    buyers of the period before who did not buy in the period
    khách mua kỳ trước mà kỳ này không mua

    customers with an expired and a renewed contract in the period ÷ customers with an expired one
    khách vừa có hợp đồng hết hạn vừa gia hạn trong kỳ ÷ khách có hợp đồng hết hạn trong kỳ

    revenue from customers who had a placed order before the period
    doanh thu từ khách đã có đơn placed trước kỳ

    expansion revenue ÷ revenue
    doanh thu mở rộng ÷ doanh thu

    retention cost ÷ existing buyers
    chi phí giữ chân ÷ khách mua cũ

    mean months from first to last placed order, over customers with two or more
    trung bình số tháng từ đơn placed đầu đến đơn cuối, của các khách có từ hai đơn trở lên

    monthly revenue per buyer × lifespan − retention cost per customer
    doanh thu mỗi tháng trên một khách mua × vòng đời − chi phí giữ chân mỗi khách

    customers created with a referrer
    khách được tạo có người giới thiệu

    web visits
    lượt truy cập website

    orders ÷ visits
    đơn hàng ÷ lượt truy cập

    outgoing emails sent in the period that were opened
    email gửi đi trong kỳ đã được mở

    outgoing emails sent in the period that were clicked
    email gửi đi trong kỳ đã được bấm vào liên kết

    % of scores 9–10 minus % of scores 0–6
    % điểm 9–10 trừ % điểm 0–6

    % of scores 4–5
    % điểm 4–5

    mean effort score
    điểm nỗ lực trung bình

    tickets opened
    yêu cầu hỗ trợ được mở

    tickets open at the period's end
    yêu cầu hỗ trợ còn mở vào cuối kỳ

    tickets resolved with one contact ÷ tickets resolved
    yêu cầu giải quyết xong chỉ với một lần liên hệ ÷ yêu cầu đã giải quyết

    mean hours from opening to resolving
    trung bình số giờ từ lúc mở đến lúc giải quyết xong
    """#
}
