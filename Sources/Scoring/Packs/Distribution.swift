extension PolicyPack {
    /// Distributors and wholesalers: volume and amount weigh most, and breadth is rewarded.
    public static let distribution = PolicyPack(id: "distribution", document: """
        policy: distribution
        name: {zh-Hans: 分销大客户政策, en: Distribution key accounts}
        window: 12 months
        minimum_history: {months: 3, highest_tier: B}
        hysteresis: 3
        missing_penalty: 0
        gates:
          - {metric: overdue_90_share, at_most: 10%, highest_tier: B}
          - {metric: margin_rate, at_least: 3%, highest_tier: B}
        criteria:
          - id: business_impact
            name: {zh-Hans: 业务影响, en: Business impact}
            weight: 20
            parts:
              - metric: margin_share
                weight: 5
                anchors: {0%: 0, 0.05%: 15, 0.3%: 40, 1%: 70, 2.5%: 100}
              - metric: net_sales_share
                weight: 10
                anchors: {0%: 0, 0.01%: 10, 0.05%: 40, 0.2%: 70, 0.8%: 100}
              - metric: strategic_share
                weight: 3
                anchors: {0%: 0, 20%: 60, 40%: 100}
              - metric: reference_value
                weight: 2
                anchors: {0: 0, 5: 100}
          - id: order_volume
            name: {zh-Hans: 订单数量, en: Order volume}
            weight: 25
            parts:
              - metric: order_days
                weight: 15
                scale: log
                anchors: {4: 0, 24: 40, 100: 80, 200: 100}
              - metric: units
                weight: 10
                scale: log
                anchors: {1k: 0, 20k: 40, 200k: 80, 1M: 100}
          - id: sales_amount
            name: {zh-Hans: 销售金额, en: Sales amount}
            weight: 30
            parts:
              - metric: net_sales
                weight: 30
                anchors:
                  CNY: {0: 0, 500k: 10, 2M: 30, 8M: 60, 20M: 85, 50M: 100}
                  GBP: {0: 0, 1k: 20, 4k: 50, 15k: 80, 60k: 100}
                  USD: {0: 0, 20k: 20, 150k: 50, 1M: 80, 5M: 100}
                  EUR: {0: 0, 20k: 20, 150k: 50, 1M: 80, 5M: 100}
                  JPY: {0: 0, 3M: 20, 20M: 50, 150M: 80, 750M: 100}
          - id: loyalty
            name: {zh-Hans: 忠诚度, en: Loyalty}
            weight: 15
            parts:
              - metric: tenure_months
                weight: 3
                anchors: {0: 0, 12: 60, 60: 100}
              - metric: category_breadth
                weight: 7
                anchors: {0%: 0, 25%: 40, 75%: 100}
              - metric: active_months
                weight: 5
                anchors: {0%: 0, 25%: 20, 75%: 80, 100%: 100}
          - id: stability
            name: {zh-Hans: 稳定性, en: Stability}
            weight: 10
            parts:
              - metric: monthly_evenness
                weight: 5
                anchors: {0%: 0, 30%: 50, 70%: 100}
              - metric: paid_on_time
                weight: 5
                anchors: {60%: 0, 80%: 50, 95%: 100}
        tiers:
          - {code: S, name: {zh-Hans: 战略客户, en: Strategic}, from: 85}
          - {code: A, name: {zh-Hans: 重点客户, en: Key}, from: 60}
          - {code: B, name: {zh-Hans: 成长客户, en: Growth}, from: 40}
          - {code: C, name: {zh-Hans: 一般客户, en: Standard}, from: 0}
        """)
}
