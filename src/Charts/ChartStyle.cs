namespace Interop.Charts;

/// <summary>The colours of all charts, for light and dark, which a page puts into its stylesheet once.</summary>
public static class ChartStyle
{
    /// <summary>The number of colours that series and classes take in turn.</summary>
    public const int ColourCount = 8;

    /// <summary>The rules. The series' colours are those of Okabe and Ito, which the colour-blind can tell apart.</summary>
    public const string Css =
        """
        .chart{--ink:#24292f;--faint:#d0d7de;--paper:#fff;--c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#cc79a7;--c4:#e69f00;--c5:#56b4e9;--c6:#8c6d1f;--c7:#6e7781;
        max-width:100%;height:auto;font:12px system-ui,sans-serif}
        @media (prefers-color-scheme:dark){.chart{--ink:#d5dbe2;--faint:#3a424c;--paper:#14181d;--c0:#4aa3df;--c1:#f08c4b;--c2:#35c79c;--c3:#e6a3c8;--c4:#f2b84b;--c5:#8fd0f5;--c6:#c7a95a;--c7:#9aa4ae}}
        .chart text{fill:var(--ink)}.chart .title{font-weight:600;font-size:13px}.chart .paper{fill:var(--paper)}
        .chart line,.chart polyline{fill:none;stroke-width:1.5}.chart .grid{stroke:var(--faint);stroke-width:1}.chart .axis{stroke:var(--ink);stroke-width:1}
        .chart .mark{stroke:var(--ink);stroke-width:1;stroke-dasharray:4 3}.chart text.on{fill:#fff}
        .chart .s0{stroke:var(--c0)}.chart .s1{stroke:var(--c1)}.chart .s2{stroke:var(--c2)}.chart .s3{stroke:var(--c3)}
        .chart .s4{stroke:var(--c4)}.chart .s5{stroke:var(--c5)}.chart .s6{stroke:var(--c6)}.chart .s7{stroke:var(--c7)}
        .chart .f0{fill:var(--c0)}.chart .f1{fill:var(--c1)}.chart .f2{fill:var(--c2)}.chart .f3{fill:var(--c3)}
        .chart .f4{fill:var(--c4)}.chart .f5{fill:var(--c5)}.chart .f6{fill:var(--c6)}.chart .f7{fill:var(--c7)}
        .chart circle{stroke:var(--paper);stroke-width:1}
        """;

    /// <summary>The class of a series' line.</summary>
    /// <param name="series">Its place, counted from 0.</param>
    public static string Stroke(int series) => $"s{series % ColourCount}";

    /// <summary>The class of a series' area.</summary>
    /// <param name="series">Its place, counted from 0.</param>
    public static string Fill(int series) => $"f{series % ColourCount}";
}
