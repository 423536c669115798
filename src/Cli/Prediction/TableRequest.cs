using Interop.Data.Tables;

namespace Interop.Cli.Prediction;

/// <summary>A table to answer, and how.</summary>
/// <param name="Path">The file.</param>
/// <param name="Schema">The columns.</param>
/// <param name="WithInputs">Whether the table's columns are repeated.</param>
/// <param name="SkipBadRows">Whether bad rows are left out and counted.</param>
/// <param name="Separator">What stands between fields; null to find out.</param>
/// <param name="BatchSize">How many rows run at a time.</param>
internal sealed record TableRequest(string Path, TableSchema Schema, bool WithInputs, bool SkipBadRows, char? Separator, int BatchSize);
