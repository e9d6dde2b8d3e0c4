// What English lines say in idioms: see `LooseIdiom`.
extension LooseIdioms {
  static let english = #"""
    goal = number|numbers|quota|quotas|goal|goals|target|targets|plan|plans|kpi|kpis|sales_target|sales_targets|sales_quota
    whose = their|his|her|the|our|its|monthly|quarterly
    behind = missed|missing|misses|miss|not_hitting|not_making|not_meeting|not_reaching|not_on|didnt_hit|didnt_make|didnt_meet|did_not_hit|did_not_make|did_not_meet|did_not_reach|failed_to_hit|failed_to_meet|failed_to_make|fell_short_of|falls_short_of|falling_short_of|short_of|behind_on|behind|lagging|lagging_behind|under|below|has_not_hit|have_not_hit|havent_hit|hasnt_hit|not_at|off
    ahead = made|makes|making|make|hit|hits|hitting|beat|beats|beating|crushed|crushing|smashed|over|above|exceeded|exceeding|ahead_of|met|reached|at_or_above
    who = who|who_is|whos|who_are|which_reps|which_rep|which_people|which_salespeople|which_of_us|which_of_my_reps|which_of_our_reps|which_guys|what_reps|reps|reps_who|reps_who_are|people_who|salespeople_who|anyone
    best = best|top|strongest|star|number_one|no_1|top_performing|best_performing|highest_performing|most_productive|top_earning|highest_grossing
    worst = worst|weakest|poorest|worst_performing|weakest_performing|poorest_performing|lowest_performing|least_productive|most_useless|bottom
    won = won|closed|signed|landed|bagged|wins|closes|win|close|closing|winning
    deals = deals|opportunities|opps|deal|opportunity
    stuck = stuck|idle|stalled|stale|sitting|sitting_idle|sitting_still|untouched|dormant|not_moving|not_moved|not_touched|gathering_dust|gone_quiet|gone_cold|inactive|without_activity|with_no_activity|without_movement|with_no_movement|without_any_activity|no_activity|havent_moved|have_not_moved|that_havent_moved|that_have_not_moved|havent_been_touched|have_not_been_touched|nobody_has_touched|no_one_has_touched|no_movement
    longer = more_than|over|longer_than|at_least|greater_than|for_more_than|for_over|for_longer_than|for_at_least|for|in|in_the_last|in_more_than|in_over|for_the_last|beyond|past
    sold = sold|sells|is_selling|sell|selling|brought_in|made_us|brings_in|brought_us|made|makes|earned|earns|generated|generates|booked|books
    them = customers|clients|people|buyers|shoppers|leads|accounts
    old = years_old|years_of_age|years|year_olds|yo|yrs|and_older
    drop = up|down|up_or_down|higher|lower|higher_or_lower|better|worse|better_or_worse|growing|shrinking|ahead|behind|ahead_or_behind|more|less|increasing|decreasing|rising|falling|doing_better|doing_worse
    than = on|from|than|vs|versus|compared_to|compared_with|against|over|relative_to
    take = does_it_take|it_takes|does_it_usually_take|do_we_take|do_we_need|does_it_take_us|do_deals_take|is_it|on_average_does_it_take|does_it_take_on_average
    none = any|a|a_single|a_single_one|one|an|even_one|even_a_single
    hasnt = hasnt|havent|didnt|doesnt|dont|has_not|have_not|did_not|does_not|do_not|never|hadnt
    done = logged|log|made|make|had|have|booked|book|held|hold|closed|close|done|do|gotten|got|get|placed|place|recorded|record|received|receive|created|create|brought_in|bring_in|won|win|taken|take|completed|complete
    rundown = rundown|overview|summary|snapshot|recap|quick_look|picture|quick_summary|quick_overview|high_level_view|quick_recap|readout|digest
    solve = answer|resolve|close|handle|reply_to|fix|solve|respond_to|deal_with
    tickets = tickets|requests|support_requests|support_tickets|support|customer_requests|complaints|a_ticket|a_request
    dropped = drop|fall|decline|dip|decrease|slump|slide|rise|jump|increase|growth|spike|change|drop_off|slowdown
    not_counting = excluding|not_counting|not_including|without|without_counting|minus|less|net_of|except|except_for|leaving_out|ignoring|other_than
    yearend = by_year_end|by_the_end_of_the_year|by_the_end_of_this_year|by_end_of_year|by_eoy|at_year_end|at_the_end_of_the_year|at_the_end_of_this_year|for_the_rest_of_the_year|for_the_full_year|for_the_whole_year|for_full_year|year_end|end_of_year|by_years_end|by_december_31|the_rest_of_the_year|rest_of_the_year|rest_of_year|full_year

    # Targets
    <who> is|are|was|were? <behind> <whose>? <goal> => employees missed their target
    <who> is|are|was|were behind|lagging|lagging_behind|falling_behind $ => employees missed their target
    <who> is|are|was|were behind|lagging|lagging_behind|falling_behind|short {p} => employees missed their target {p}
    <behind> <whose> <goal> => missed their target
    <behind> quota|quotas|goal|goals => missed their target
    <ahead> <whose>? number|numbers|quota|quotas|goal|goals => hit their target
    <who> is|are|was|were? <ahead> <whose>? <goal> => employees hit their target
    ^ how_far <behind>|off|from|away_from|are_we|are_we_off|are_we_from|are_we_behind|are_we_short_of|are_we_away_from|is_the_team_from|behind_are_we|off_are_we <whose>? <goal>? => «targets»
    ^ how_far_are_we from|off|behind|away_from|to|short_of <whose>? <goal> => «targets»
    ^ are_we|is_the_team|is_everyone|are_the_teams|will_we_be on_track|on_target|on_pace|on_plan|on_course|hitting_target|hitting_our_target|hitting_our_targets|hitting_targets|hitting_our_numbers to_hit_target|to_hit_our_target|to_hit_quota|to_make_our_number|to_hit_our_number? => «targets»
    ^ will_we|can_we|are_we_going_to|did_we hit|make|reach|meet <whose>? <goal> => «targets»
    ^ how_are_we_doing|where_are_we|where_do_we_stand|how_did_we_do|how_do_we_stand|how_are_we_tracking on|against|versus|vs|to|with <whose>? <goal> => «targets»
    gap_to|shortfall_to|shortfall_against|shortfall_vs|distance_to|progress_to|progress_towards|attainment_of <whose>? <goal> => «targets»
    quota_attainment|goal_attainment|attainment|shortfall|target_attainment => «targets»

    on_track|on_target|on_pace|doing for the {g} => on track for this {g}
    for|in the {g} $ => for this {g}

    did|does|do|has|have|had|will|can the|our|my|this whole|entire|sales? team => did we
    # Who does best and worst
    <who> <won> the? most <deals>|business => who with the most won opportunities
    <who> <won> the? fewest|least <deals>|business => who with the fewest won opportunities
    <deals> <won> => won opportunities
    <who> lost|loses|is_losing the? most <deals> => who with the most lost opportunities
    <who> <sold> the? most|best money|revenue|sales? $ => «by person» «highest »
    <who> <sold> the? least|worst money|revenue|sales? $ => «by person» «lowest »
    <who> <sold> the? most|best money|revenue|sales? {p} => «by person» {p} «highest »
    <who> <sold> the? least|worst money|revenue|sales? {p} => «by person» {p} «lowest »
    <who> is|are|was|were the|our|my? <best> salesperson|rep|reps|seller|performer|performers|employee|employees|sales_rep|closer => «by person» «highest »
    <who> is|are|was|were the|our|my? <worst> salesperson|rep|reps|seller|performer|performers|employee|employees|sales_rep => «by person» «lowest »
    <worst> salesperson|rep|seller|performer|sales_rep => «by person» «lowest »
    <best> salesperson|seller|performer|closer => «by person» «highest »
    top_performers => «by person» «highest »
    who_is|whos|who_are|who_was|who_were|which_is|what_is|whats our|my|the? biggest|largest|best|top|most_valuable|most_important customer|client|account|buyer => top 1 customers by revenue
    ^ our|my|the? biggest|largest|best|top|most_valuable|most_important customer|client|account|buyer => top 1 customers by revenue
    who_is|whos|who_are|who_were|which_are|what_are our|my|the biggest|largest|best|top|most_valuable|most_important {n} customers|clients|accounts|buyers => top {n} customers by revenue
    best|top|bestselling|most_popular product|item $ => best selling product
    best|top|bestselling|most_popular product|item {p} => best selling product {p}
    worst|least_popular product|item $ => worst selling product
    worst|least_popular product|item {p} => worst selling product {p}

    # Revenue and orders are of placed orders anyway.
    revenue|sales|turnover <not_counting> the? cancelled|canceled orders|ones|sales? => revenue
    orders <not_counting> the? cancelled|canceled orders|ones? => orders

    # Money lost and made
    which|what {d} is|are losing_money|unprofitable|not_profitable|in_the_red|loss_making|not_making_money|not_paying_off|losing_us_money|making_a_loss|not_breaking_even => {d} with profit below 0
    {d} losing_money|in_the_red|that_lose_money|that_lost_money|that_are_losing_money|losing_us_money|making_a_loss|not_making_money|running_at_a_loss => {d} with profit below 0
    unprofitable|loss_making|money_losing|lossmaking {d} => {d} with profit below 0
    which {d} lost|loses|lose money => {d} with profit below 0
    which|what {d} is|are making_money|profitable|in_the_black|paying_off => {d} with profit above 0
    profitable {d} => {d} with profit above 0
    most_profitable {d} => {d} with the highest profit
    least_profitable {d} => {d} with the lowest profit
    cheapest {d} => {d} with the lowest cac
    most_expensive {d} => {d} with the highest cac

    # Deals that stand still, deals by their age
    <deals> that? are|were? <stuck> <longer> {n} days => «list opportunities» «where status = open» «rows [opportunity_touches last {n} days] = 0»
    <deals> that? are|were? <stuck> <longer> {n} weeks => «list opportunities» «where status = open» «rows [opportunity_touches last {n} weeks] = 0»
    <deals> that? are|were? <stuck> <longer> {n} months => «list opportunities» «where status = open» «rows [opportunity_touches last {n} months] = 0»
    open? <deals> older_than|open_more_than|open_for_more_than|open_for_over|open_longer_than|open_for_longer_than|open_over|that_have_been_open_for_more_than|that_have_been_open_for_over|that_have_been_open_more_than|open_for|that_are_older_than|more_than {n} days|days_old => «list opportunities» «where status = open» «rows created_at < today - {n} days»
    open? <deals> older_than|open_more_than|open_for_more_than|open_for_over|open_longer_than|open_for_longer_than|open_over|that_have_been_open_for_more_than|that_have_been_open_for_over|that_have_been_open_more_than|open_for|that_are_older_than {n} months => «list opportunities» «where status = open» «rows created_at < today - {n} months»
    average|avg|mean? <deals> age => average_open_days
    average|avg|mean? age_of our|the? open? <deals> => average_open_days
    ^ how_old are|is our|the|my? open? <deals> => average_open_days
    ^ how_long|how_many_days|on_average_how_long <take> to? close|win|sign|closing a|one|our? <deals>? => «show avg(days(created_at, closed_at) of opportunities where status = won at closed_at)»
    time_to_close|days_to_close|average_time_to_close|avg_time_to_close|average_days_to_close|average_sales_cycle|avg_sales_cycle|sales_cycle_length|average_sales_cycle_length|length_of_our_sales_cycle a|our|the? <deals>? => «show avg(days(created_at, closed_at) of opportunities where status = won at closed_at)»
    where|at_which_stage|at_what_stage|which_stage|in_which_stage|what_stage do|are|did we lose|losing|lost most_of? our|the|most? <deals> => lost opportunities by stage
    which_stage|what_stage|stages_where|the_stage_where do|did? we? loses|kills|lose|lost|loose the? most <deals> => stage with the most lost opportunities
    which|what stage do|did most? <deals> die|fall_through|get_lost|stall in|at? => stage with the most lost opportunities
    ^ why are|do|did we losing|lose|lost our? so_many? <deals> => lost opportunities by lost reason
    what_are|what_were|what_is the? main|top|biggest|most_common? reasons|reason for|of|why losing|we_lose|we_lost|lost our? <deals> => lost opportunities by lost reason
    main|top|biggest|most_common reasons|reason for|of|why losing|we_lose|we_lost|lost our? <deals> => lost opportunities by lost reason

    # People
    over|above|older_than|aged_over|older_than_age|over_the_age_of {n} <old> => where age > {n}
    under|below|younger_than|aged_under|under_the_age_of {n} <old> => where age < {n}
    aged_over|aged_above|older_than_age|over_the_age_of {n} => where age > {n}
    aged_under|aged_below|under_the_age_of {n} => where age < {n}
    men|males|guys over|above|older_than {n} => male customers where age > {n}
    men|males|guys under|below|younger_than {n} => male customers where age < {n}
    women|females|ladies over|above|older_than {n} => female customers where age > {n}
    women|females|ladies under|below|younger_than {n} => female customers where age < {n}
    male <them> over|above|older_than {n} => male customers where age > {n}
    male <them> under|below|younger_than {n} => male customers where age < {n}
    female <them> over|above|older_than {n} => female customers where age > {n}
    female <them> under|below|younger_than {n} => female customers where age < {n}
    <them> over|above {n} $ => customers where age > {n}
    <them> over|above {n} &by|in|from|at|who|that|with|and|this|last => customers where age > {n}
    <them> under|below {n} $ => customers where age < {n}
    <them> under|below {n} &by|in|from|at|who|that|with|and|this|last => customers where age < {n}
    <them> older_than {n} => customers where age > {n}
    <them> younger_than {n} => customers where age < {n}
    men|males => male customers
    women|females|ladies => female customers
    <them> with_no_owner|without_an_owner|without_owner|that_have_no_owner|not_assigned|not_assigned_to_anyone|nobody_owns|nobody_is_responsible_for|with_nobody_assigned|with_no_rep|without_a_rep => customers where owner is null
    unassigned|unowned|ownerless <them> => customers where owner is null
    without_a_single|with_zero|with_not_a_single|having_no|who_have_zero|that_have_zero|who_have_no => with no
    bought|ordered|purchased only|just|exactly once|one_time => bought once
    only|just bought|ordered|purchased once => bought once
    <them> we|that_we|nobody|that_nobody|no_one|who|that? havent_contacted|have_not_contacted|has_contacted|havent_spoken_to|havent_talked_to|havent_touched|havent_been_contacted|have_not_been_contacted|not_contacted|havent_heard_from|have_not_heard_from_us|nobody_contacted|nobody_has_contacted => customers without customer interactions
    who_havent_been_called|nobody_has_called|we_havent_called|nobody_called|that_havent_been_called|no_one_has_called|we_have_not_called|no_one_called|didnt_get_a_call|who_didnt_get_a_call => not called
    whats_our|what_is_our churn => churn rate

    # Numbers beside those of another time
    ^ is|are|was|were {m} <drop> <than> last_year|the_year_before|a_year_ago => {m} this year vs the same period last year
    ^ is|are|was|were {m} <drop> <than> last_month => {m} this month vs last month
    ^ is|are|was|were {m} <drop> <than> last_quarter => {m} this quarter vs last quarter
    ^ is|are|was|were {m} <drop> <than> last_week => {m} this week vs last week
    ^ how_does|how_do|how_is|how_are {m} compare|doing|looking? to|with|<than> last_year => {m} this year vs the same period last year
    ^ how_does|how_do|how_is|how_are {m} compare|doing|looking? to|with|<than> last_month => {m} this month vs last month
    ^ are_we selling|doing|making more|better|less|worse than last_year => revenue this year vs the same period last year
    ^ are_we selling|doing|making more|better|less|worse than last_month => revenue this month vs last month
    ^ are_we selling|doing|making more|better|less|worse than last_quarter => revenue this quarter vs last quarter
    ^ are_we_growing => revenue this year vs the same period last year
    {m} <drop> on|from last_year => {m} this year vs the same period last year
    side_by_side|next_to_each_other|head_to_head =>

    # Parts of a whole
    how_much|what_percent|what_percentage|what_share|what_part|what_proportion of our|the|my? {m} comes_from|came_from|is_from|do_we_get_from|did_we_get_from|is_due_to|comes_through => what share of {m} from
    what_percent|what_percentage|how_much of {m} does|did|do => what share of {m} from
    contribute|contributes|contributed|account_for|accounts_for|make_up|makes_up of|to? {m} => share of {m}

    # What is to come
    ^ where_will|what_will|how_much_will|how_will {m} end_up|be|land|come_in_at|finish|come_to|look this_year|<yearend>|this_year_end => «year end» {m}
    ^ what_are_we|where_are_we|how_much_are_we going_to_sell|going_to_make|going_to_land|heading|expected_to_sell|likely_to_sell this_year|<yearend> => «year end» revenue
    ^ forecast|project|predict|projected|expected|estimated|estimate {m} <yearend>|for_this_year|this_year => «year end» {m}
    ^ year_end|end_of_year|eoy|full_year {m} forecast|projection|estimate|outlook? => «year end» {m}
    {m} forecast|projection|outlook|estimate <yearend>|for_the_year|for_this_year|this_year => «year end» {m}

    # Service
    slowest {d} to|at|in resolve|resolving|close|closing|handling|answering|answer tickets|requests|support_requests|support_tickets => {d} with the highest average resolution hours
    fastest|quickest {d} to|at|in resolve|resolving|close|closing|handling|answering|answer tickets|requests|support_requests|support_tickets => {d} with the lowest average resolution hours
    overdue|late|past_due tasks|to_dos|todos => overdue tasks
    # Rows that have none
    who <hasnt> <done> <none>? {m} => employees with no {m}
    reps|employees|salespeople|people|anyone who|that? <hasnt> <done> <none>? {m} => employees with no {m}
    customers|clients who|that <hasnt> <done>|placed|received <none>? {m} => customers with no {m}
    reps|employees|salespeople|people|anyone who|that? made|had|has|logged|booked|got|with zero|no|0 {m} => employees with no {m}
    {e} with|having zero|0|not_a_single {m} => {e} with no {m}
    who made|had|has|logged|booked|got zero|no|0 {m} => employees with no {m}
    any|are_there_any|do_we_have_any|is_there_any &customers|reps|employees|orders|deals|contracts|tasks|clients|open|overdue =>

    # What is asked for in other words
    a|an|the? quick|brief|short|full|high_level? <rundown> of|on|for? =>
    ^ hows|how_is|how_are|how_was|how_were {m} looking|doing|going|shaping_up|coming_along|holding_up => {m}
    ^ hows|how_is|how_are {m} trending|developing|evolving => {m} trend
    ^ how_did|how_has {m} do|go|perform|look|done|gone|performed => {m}
    ^ how_did|how_is|hows|how_are|how_was we|the_team|sales|things|business|the_business|the_company do|doing|perform|performing|going|looking|go? {p} => revenue {p}
    ^ what_is|whats our|the? revenue|sales looking_like => revenue
    how_much did|have|do|are we make|made|take_in|taken_in|bill|billed|gross|grossed|turn_over|turned_over|earn|earned|rake_in => revenue
    total_sales_value|total_takings|takings|turnover => revenue
    whose {m} is|are|was|were the? <best>|biggest|highest|largest|most => who with the highest {m}
    whose {m} is|are|was|were the? <worst>|smallest|lowest|least => who with the lowest {m}
    who has|had|have|got|made|did the? <worst>|fewest|least|smallest|lowest {m} => who with the lowest {m}
    who has|had|have|got|made|did the? <best>|biggest|highest|largest|most {m} => who with the highest {m}
    who_owns|who_manages|who_looks_after|who_handles|who_is_responsible_for the? most customers|clients|accounts => who with the most total customers
    <best>|highest converting|conversion source|channel|sources|channels => source with the highest lead conversion
    <worst>|lowest converting|conversion source|channel => source with the lowest lead conversion
    which|what {d} converts|converted the? best|most|highest => {d} with the highest lead conversion
    which|what {d} converts|converted the? worst|least => {d} with the lowest lead conversion
    how_many <deals> did|have we win|won|close|closed|sign|signed => won opportunities
    how_many <deals> did|have we lose|lost => lost opportunities
    how_many_calls|how_many_phone_calls does_it_take|do_we_need|per to_get|to_win|to_make|for? an|one|a? order|sale => calls per order
    how_often do|does our? customers|clients|people|they buy|order|purchase => orders per buyer
    how_many_times does|do our|a|an|the? average? customers|customer buy|order|purchase => orders per buyer
    how_much|what does_it_cost|do_we_pay|does_it_cost_us|are_we_paying to_get|to_win|to_acquire|for|to_land a|one|each|new? new? customer|buyer|client => cac
    how_much_is|what_is|whats a|each|one|the|an? average? customer|client worth => cltv
    cost_to_acquire a|one|new? new? customer|buyer|client => cac
    how_fast|how_quickly|how_long|how_soon do|does|did|are|is|it_takes|does_it_take we|us|it|the_team|the_support_team|support? take|to|us_to|to_us? <solve> a|our|the? <tickets> => average resolution hours
    average|avg? response|resolution|handling time of|for|on? <tickets>? => average resolution hours
    do|are|did|will our? customers|people|buyers|clients|they come|coming|came|returning|buying|buy back|again? to_buy|and_buy|to_order? again|more? => retention rate
    how_loyal are our|the? customers|clients|buyers => retention rate
    everyone|everybody|customers|clients|people|those|buyers who|that|we? have|has|had? churned|left|left_us|stopped_buying|lapsed|dropped_off|went_away|lost|have_lost => customers lost
    list|show|give|show_me|give_me all|the? customers lost => customers lost
    how_many customers|clients|buyers did|have we lose|lost => customers lost
    churned customers|clients|buyers => customers lost
    vips => VIP customers
    customers|clients|people|buyers aged|age|ages|between|aged_between|between_the_ages_of|aged_from {n} to|and|- {k} => customers «where age between {n} and {k}»
    revenue|sales|money|how_much_revenue|how_much_money|how_much from|came_from|comes_from|come_from|did_we_get_from|by|of existing|old|returning|repeat|current customers|clients|buyers|ones => expansion revenue
    how_much did|do|have existing|old|returning|repeat|current customers|clients|buyers spend|spent|buy|bought|bring_in|brought_in => expansion revenue
    existing|old|returning|repeat|current customers|clients|buyers revenue|sales|spend => expansion revenue
    as_a_share_of|as_a_percentage_of|as_a_percent_of|as_percent_of|as_percentage_of|as_share_of|as_a_proportion_of => as % of

    # Times that are best and worst
    <best>|highest|busiest|biggest {g} for|by {m} => {m} by {g} «highest »
    <worst>|lowest|slowest|quietest {g} for|by {m} => {m} by {g} «lowest »
    what|which was|is|were our|the <best>|highest|busiest|biggest {g} {p}? => revenue by {g} {p} «highest »
    what|which was|is|were our|the <worst>|lowest|slowest|quietest {g} {p}? => revenue by {g} {p} «lowest »
    <best>|highest|busiest|biggest {g} {p} $ => revenue by {g} {p} «highest »
    <worst>|lowest|slowest|quietest {g} {p} $ => revenue by {g} {p} «lowest »
    ^ our|the? <best>|busiest|biggest {g} ever? $ => revenue by {g} «highest »
    what|which {g} did_we|do_we sell|make|earn|take_in the? most|best => revenue by {g} «highest »
    what|which {g} did_we|do_we sell|make|earn|take_in the? least|worst => revenue by {g} «lowest »
    <best>|highest|busiest|biggest day|days of_the|in_the week for|by {m} => {m} by weekday «highest »
    <worst>|slowest|quietest day|days of_the|in_the week for|by {m} => {m} by weekday «lowest »
    which|what day_of_the_week|weekday has|had|brings|sees|gets|is|do_we_get|do_we_have the? most|best|busiest|highest for? {m} => {m} by weekday «highest »
    what_time|what_time_of_day|which_hour|what_hour|when|at_what_time do|does|did our? customers|clients|people call us? most|the_most => calls by hour where direction = in «highest »
    which|what hour|time|time_of_day do|did we get|have|receive|see the? most {m} => {m} by hour «highest »

    # What grew and shrank
    fastest|quickest growing {d} => {d} with the biggest increase in revenue
    fastest|quickest shrinking|declining|falling {d} => {d} with the biggest drop in revenue
    which|what {d} is|are|has|have growing|grown|growing_the|grown_the fastest|quickest|the_most|most => {d} with the biggest increase in revenue
    which|what {d} grew the? fastest|quickest|most => {d} with the biggest increase in revenue
    which|what {d} is|are declining|shrinking|falling|dropping the? fastest|quickest|most => {d} with the biggest drop in revenue
    ^ did_we|are_we|have_we beat|beaten|beating|do_better_than|top|topped|outperform|outsell|ahead_of|doing_better_than|up_on last_month => revenue this month vs last month
    ^ did_we|are_we|have_we beat|beaten|beating|do_better_than|top|topped|outperform|outsell|ahead_of|doing_better_than|up_on last_quarter => revenue this quarter vs last quarter
    ^ did_we|are_we|have_we beat|beaten|beating|do_better_than|top|topped|outperform|outsell|ahead_of|doing_better_than|up_on last_week => revenue this week vs last week
    ^ did_we|are_we|have_we beat|beaten|beating|do_better_than|top|topped|outperform|outsell|ahead_of|doing_better_than|up_on last_year => revenue this year vs the same period last year
    ^ are_we|is_the_company|were_we ahead_of|behind|up_on|down_on last_month in|on|for|with {m} => {m} this month vs last month
    ^ are_we|is_the_company|were_we ahead_of|behind|up_on|down_on last_quarter in|on|for|with {m} => {m} this quarter vs last quarter
    ^ are_we|is_the_company|were_we ahead_of|behind|up_on|down_on last_year in|on|for|with {m} => {m} this year vs the same period last year
    ^ compare this_month to|with|and|against last_month|last|the_last $ => revenue this month vs last month
    ^ compare this_quarter to|with|and|against last_quarter|last|the_last $ => revenue this quarter vs last quarter
    ^ compare this_year to|with|and|against last_year|last|the_last $ => revenue this year vs the same period last year
    ^ this_month vs|versus|against last_month $ => revenue this month vs last month
    ^ this_year vs|versus|against last_year $ => revenue this year vs the same period last year
    ^ what|whats|what_is caused|behind|causing|explains|drove|is_behind|is_driving|driving|drives the? <dropped> in|of {m} => why {m}
    ^ what_happened to|with our|the? {m} => why {m}
    ^ whats_wrong_with|what_is_wrong_with our|the? {m} => why {m}
    # What is asked for without the name of a number
    ^ how_did|how_has => «money»
    do|doing|perform|performing|fare|faring|getting_on {p} => {p}
    are_we|were_we|is_the_company|are_things|was_the_company profitable|in_the_black|making_money|in_the_red|losing_money|making_a_profit => profit
    did_we|do_we|will_we|have_we make|made|turn|turned|run a? profit|loss|profit_or_loss|profit_or_a_loss => profit
    ^ what|which_period is|are|was|were our|the? numbers|figures|results {p} => revenue {p}
    ^ give_me|show_me|show|get|whats|what_are our|the? numbers|figures|results for|of|in? {p} $ => revenue {p}
    do|does|did|are women|females|men|males|female_customers|male_customers spend|buy|spending|buying|order more|less|better than men|women|males|females|male_customers|female_customers => revenue by gender
    who spends|buys|spend|buy|bought|spent more men|women|males|females or|than women|men|males|females => revenue by gender
    men|males vs|versus|or|and|compared_to women|females => by gender
    women|females vs|versus|or|and|compared_to men|males => by gender
    how_many of? our|the? new_customers|customers_created|customers_added {p} bought|have_bought|ordered|have_ordered|placed_an_order|have_placed_an_order|became_buyers => «show count(customers where count(orders where status = placed per customer up to P) > 0)» {p}
    how_many of? our|the? new_customers|customers_created|customers_added bought|have_bought|ordered|have_ordered|placed_an_order|have_placed_an_order|became_buyers => «show count(customers where count(orders where status = placed per customer up to P) > 0)»
    percentage|percent|share|proportion|% of? missed calls|phone_calls => «show calls_missed / calls * 100»
    missed calls|call rate|percentage|percent|share|% => «show calls_missed / calls * 100»
    percentage|percent|share|proportion|% of? calls missed|that_were_missed|that_are_missed|we_missed|we_miss => «show calls_missed / calls * 100»
    what|which percent|percentage|share|proportion of calls do|did|are|were we? miss|missed => «show calls_missed / calls * 100»
    how_many|what percent|percentage|share of? tasks|our_tasks get|are|were|was|have_been done|completed|finished => «show tasks_completed / tasks_created * 100»
    task completion_rate|completion => «show tasks_completed / tasks_created * 100»
    cancellation_rate|order_cancellation_rate|cancel_rate|rate_of_cancelled_orders|share_of_cancelled_orders|percentage_of_cancelled_orders|percent_of_orders_cancelled|percentage_of_orders_cancelled => «show count(orders where status = cancelled) / count(orders) * 100»
    average|avg|mean daily {m} => average number of {m} per day
    average|avg|mean weekly {m} => average number of {m} per week
    average|avg|mean monthly {m} => average number of {m} per month
    average|avg|mean {m} per|a|each|every day => average number of {m} per day
    average|avg|mean {m} per|a|each|every week => average number of {m} per week
    average|avg|mean {m} per|a|each|every month => average number of {m} per month
    where did|does|do|is our|the? marketing? marketing|ad|advertising money|budget|spend|spending|dollars go|going|get_spent|spent => marketing cost by source
    how_much|what did|do|have we spend|spent|pay|paid on|for ads|advertising|marketing|promotion => marketing cost
    ^ what|how will {m} look|look_like|be|be_like|do|come_to over|in|for|during? the? &next => forecast {m}
    ^ what|how_much will_we|are_we_going_to|can_we|do_we_expect_to sell|make|earn|take_in over|in|for|during? the? &next => forecast revenue
    ^ is|are {m} getting|going|becoming|trending better|worse|higher|lower|up|down|upwards|downwards => {m} trend
    ^ is|are {m} improving|growing|declining|shrinking|falling|rising|increasing|decreasing $ => {m} trend
    ^ has|have {m} improved|grown|declined|fallen|risen|increased|decreased|gone_up|gone_down {p}? => {m} {p} vs previous period

    # Who and whose, in other words
    who is? sitting_on|holding|carrying|working_on|working|juggling the? most {m} => who with the highest {m}
    who is? sitting_on|holding|carrying|working_on|working|juggling the? most open <deals> => who with the highest open opportunities
    who makes|made|did|does|has_made the? most calls|phone_calls => who with the highest calls
    who makes|made|did|does|has_made the? fewest|least calls|phone_calls => who with the lowest calls
    names|the_names of the? =>
    highest|top|biggest|best spending|paying|buying customers|clients => best customers
    {n} highest|top|biggest|best spending|paying|buying customers|clients => top {n} customers by revenue
    {n} best|biggest|largest|most_valuable customers|clients => top {n} customers by revenue
    best|biggest|largest|most_valuable|top_spending customers|clients $ => revenue by customer highest first
    best|biggest|largest|most_valuable|top_spending customers|clients {p} => revenue by customer {p} highest first
    that|which|who nobody|no_one owns|looks_after|is_responsible_for|is_assigned_to|manages => «rows owner is null»
    that|which|who have_no|has_no|without|lack an? owner|rep|salesperson|account_manager => «rows owner is null»
    opened|raised|that_came_in|entered|that_were_opened|logged &in|this|last|on|during|since|yesterday|today =>
    highest|best|top win_rate|close_rate by|per? {d} => {d} with the highest win rate
    which|what {d} closes|wins|win|close the? most <deals>? => {d} with the most won opportunities
    which|what {d} loses|lose|lost the? most <deals> => {d} with the most lost opportunities
    which|what {d} has|have|had|brings|gets the? best {m} => {d} with the highest {m}
    which|what {d} has|have|had|gets the? worst {m} => {d} with the lowest {m}
    at? what|which hours|hour|times|time do|did|does we|customers miss|get the? most calls => missed calls by hour «highest »
    <deals> expected|due|likely|forecast to? close|closing => opportunities expected to close
    bring_me|fetch_me|hit_me_with|id_love|let_me_have|can_we_see|lets_see|lets_look_at => show
    # More of the same
    with|by the? most|highest|biggest|largest spend|spending|purchases => with the highest revenue
    with|by the? least|lowest|smallest spend|spending => with the lowest revenue
    how_many customers|clients|accounts does|do each|every {d} look_after|manage|own|handle|have|cover => total customers by {d}
    does|do each|every {d} look_after|manage|own|handle|have|cover|make|get|do => by {d}
    top|best|biggest|largest male customer|client => top 1 male customers by revenue
    top|best|biggest|largest female customer|client => top 1 female customers by revenue
    top|best|biggest|largest vip customer|client => top 1 VIP customers by revenue
    which|what {d} did|do most? of? our|the? customers|clients|leads|new_customers|people come|came|originate from? => {d} with the most new customers
    which|what {d} brings|brought|sends|sent|gives|gave us? the? most customers|clients|leads => {d} with the most new customers
    lost because_of|due_to|over|on_account_of => lost
    open|outstanding|unresolved|unanswered|pending tickets|requests|complaints => tickets open
    """#
}
