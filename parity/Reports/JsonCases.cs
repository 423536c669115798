using System.Text.Json;
using Interop.Native.Files;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports;

/// <summary>The cases in the report for programs.</summary>
internal static class JsonCases
{
    /// <summary>Writes the array <c>cases</c>.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="run">The run.</param>
    public static void Write(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteObjects("cases", run.Comparisons, comparison =>
        {
            writer.WriteString("case", comparison.Case.FullName);
            writer.WriteString("convention", comparison.Case.Convention);
            writer.WriteString("seed", FormattableString.Invariant($"{comparison.Case.Seed}"));
            writer.WriteString("masks", Recording.ReferenceHeader.NameOf(comparison.Case.Masks));
            writer.WriteStartObject("parameters");
            foreach (var (name, value) in comparison.Case.Parameters)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            writer.WriteString("reference", comparison.Reference);
            writer.WriteString("status", comparison.Status switch
            {
                CaseStatus.Held => "held",
                CaseStatus.Failed => "failed",
                CaseStatus.Known => "known",
                _ => "not_run",
            });
            writer.WriteString("reason", comparison.Reason);
            writer.WriteObjects("outputs", comparison.Outputs, output => WriteOutput(writer, output));
        });
    }

    private static void WriteOutput(Utf8JsonWriter writer, OutputComparison output)
    {
        var values = output.Values;
        writer.WriteString("output", output.Name);
        writer.WriteString("policy", output.Policy.Name);
        writer.WriteBoolean("holds", output.Holds);
        writer.WriteString("problem", output.Problem);
        if (output.Excuse is not null)
        {
            writer.WriteString("excuse", output.Excuse);
        }

        writer.WriteBoolean("forward", output.IsForward);
        writer.WriteNumber("count", values.Count);
        writer.WriteNumber("same_bits", values.SameBits);
        WriteNumber(writer, "max_abs", values.MaximumAbsolute);
        WriteNumber(writer, "mean_abs", values.MeanAbsolute);
        WriteNumber(writer, "max_rel", values.MaximumRelative);
        WriteNumber(writer, "mean_rel", values.MeanRelative);
        WriteNumber(writer, "cosine", values.Cosine);
        writer.WriteNumber("max_ulp", values.MaximumUlps);
        writer.WriteStartObject("ulps");
        foreach (var (from, count) in output.Ulps.Bins)
        {
            writer.WriteNumber(FormattableString.Invariant($"{from}"), count);
        }

        writer.WriteEndObject();
        WriteNumber(writer, "tolerance_used", values.ToleranceUsed);
        writer.WriteString("digest", output.Digest);
        if (output.Truth is { } truth)
        {
            WriteTruth(writer, truth);
        }

        if (values.FirstDifference is { } first)
        {
            writer.WriteNumber("first_difference", first);
            writer.WriteStartObject("worst");
            writer.WriteNumber("index", values.WorstIndex);
            WriteNumber(writer, "expected", values.WorstExpected);
            WriteNumber(writer, "actual", values.WorstActual);
            writer.WriteEndObject();
        }
    }

    private static void WriteTruth(Utf8JsonWriter writer, TruthComparison truth)
    {
        writer.WriteStartObject("truth");
        Side("own", truth.Own);
        Side("reference", truth.Reference);
        WriteNumber(writer, "rounding", truth.Rounding.Relative);
        WriteNumber(writer, "ratio", truth.Ratio);
        writer.WriteEndObject();

        void Side(string name, SideError error)
        {
            writer.WriteStartObject(name);
            WriteNumber(writer, "max_abs", error.MaximumAbsolute);
            WriteNumber(writer, "mean_abs", error.MeanAbsolute);
            WriteNumber(writer, "relative", error.Relative);
            writer.WriteEndObject();
        }
    }

    /// <summary>Writes a number; as text where it is none that JSON has.</summary>
    /// <param name="writer">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number.</param>
    public static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteString(name, FormattableString.Invariant($"{value}"));
        }
    }
}
