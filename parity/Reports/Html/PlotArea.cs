namespace Interop.Parity.Reports.Html;

/// <summary>The area inside a drawing's axes, in pixels from the top left.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Right">Its right edge.</param>
/// <param name="Bottom">Its lower edge.</param>
internal readonly record struct PlotArea(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Where a value lies between two others, from left to right.</summary>
    public double Across(double value, double from, double to) => Left + ((Right - Left) * (value - from) / (to > from ? to - from : 1));

    /// <summary>Where a value lies between two others, from the bottom up.</summary>
    public double Up(double value, double from, double to) => Bottom - ((Bottom - Top) * (value - from) / (to > from ? to - from : 1));
}
