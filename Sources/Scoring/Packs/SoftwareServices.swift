extension PolicyPack {
    /// Software and services: tenure, growth and reference value count more than the number of orders.
    public static let softwareServices = PolicyPack(id: "software-services", document: """
        policy: software-services
        name: {zh-Hans: 软件服务大客户政策, en: Software and services key accounts}
        window: 12 months
        minimum_history: {months: 3, highest_tier: B}
        hysteresis: 3
        missing_penalty: 0
        gates:
          - {metric: overdue_90_share, at_most: 10%, highest_tier: B}
        criteria:
          - id: business_impact
            name: {zh-Hans: 业务影响, en: Business impact}
            weight: 30
            parts:
              - metric: net_sales_share
                weight: 15
                anchors: {0%: 0, 0.01%: 10, 0.05%: 40, 0.2%: 70, 0.8%: 100}
              - metric: margin_share
                weight: 5
                anchors: {0%: 0, 0.05%: 15, 0.3%: 40, 1%: 70, 2.5%: 100}
              - metric: reference_value
                weight: 10
                anchors: {0: 0, 5: 100}
          - id: order_volume
            name: {zh-Hans: 订单数量, en: Order volume}
            weight: 10
            parts:
              - metric: order_days
                weight: 5
                scale: log
                anchors: {1: 0, 4: 40, 12: 100}
              - metric: products_bought
                weight: 5
                anchors: {1: 20, 3: 60, 8: 100}
          - id: sales_amount
            name: {zh-Hans: 销售金额, en: Sales amount}
            weight: 25
            parts:
              - metric: net_sales
                weight: 20
                anchors:
                  CNY: {0: 0, 500k: 10, 2M: 30, 8M: 60, 20M: 85, 50M: 100}
                  GBP: {0: 0, 1k: 20, 4k: 50, 15k: 80, 60k: 100}
                  USD: {0: 0, 20k: 20, 150k: 50, 1M: 80, 5M: 100}
                  EUR: {0: 0, 20k: 20, 150k: 50, 1M: 80, 5M: 100}
                  JPY: {0: 0, 3M: 20, 20M: 50, 150M: 80, 750M: 100}
              - metric: sales_growth
                weight: 5
                anchors: {-20%: 0, 0%: 40, 30%: 100}
          - id: loyalty
            name: {zh-Hans: 忠诚度, en: Loyalty}
            weight: 25
            parts:
              - metric: tenure_months
                weight: 15
                anchors: {0: 0, 24: 60, 60: 100}
              - metric: active_months
                weight: 10
                anchors: {0%: 0, 100%: 100}
          - id: stability
            name: {zh-Hans: 稳定性, en: Stability}
            weight: 10
            parts:
              - metric: paid_on_time
                weight: 10
                anchors: {60%: 0, 80%: 50, 95%: 100}
        tiers:
          - {code: S, name: {zh-Hans: 战略客户, en: Strategic}, from: 85}
          - {code: A, name: {zh-Hans: 重点客户, en: Key}, from: 60}
          - {code: B, name: {zh-Hans: 成长客户, en: Growth}, from: 40}
          - {code: C, name: {zh-Hans: 一般客户, en: Standard}, from: 0}
        """)
}
