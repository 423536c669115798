namespace Interop.MLNetExtensions.Tests.Rows;

/// <summary>A row of a list: all features, or those at some indices.</summary>
internal sealed record ListedRow(float[] Values, float[] Targets, int[]? Indices = null, float Weight = 1);
