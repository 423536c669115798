using System.Text.Json;
using Interop.Parity.Comparison;
using Interop.Parity.MainJob;

namespace Interop.Parity.Reports;

/// <summary>The report for programs, as JSON; <c>docs/parity.md</c> describes its fields.</summary>
internal static class JsonReport
{
    private const int Schema = 1;

    /// <summary>Writes the report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    public static void Write(string path, ParityReport report)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var stream = File.Create(path);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("schema", Schema);
        writer.WriteBoolean("holds", report.Holds);
        writer.WriteString("started", report.Started);
        writer.WriteNumber("seconds", Math.Round(report.Elapsed.TotalSeconds, 3));
        writer.WriteString("machine", ParityReport.Machine);
        writer.WriteString("subject", report.Run.Subject.Producer);
        WriteBackends(writer, report.Run);
        WriteMainJob(writer, report.MainJob);
        WritePolicies(writer);
        WriteFamilies(writer, report.Run);
        WriteCases(writer, report.Run);
        writer.WriteEndObject();
    }

    private static void WriteBackends(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteStartArray("references");
        foreach (var reference in run.References)
        {
            writer.WriteStartObject();
            writer.WriteString("name", reference.Name);
            writer.WriteString("producer", reference.Producer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("backends");
        foreach (var backend in Backends.All)
        {
            writer.WriteStartObject();
            writer.WriteString("package", backend.Package);
            writer.WriteString("version", backend.Version);
            writer.WriteBoolean("live", backend.IsLive);
            writer.WriteString("summary", backend.Summary);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMainJob(Utf8JsonWriter writer, DigitsResult? job)
    {
        if (job is null)
        {
            writer.WriteNull("main_job");
            return;
        }

        writer.WriteStartObject("main_job");
        writer.WriteBoolean("holds", job.Holds);
        writer.WriteString("network", job.Network);
        writer.WriteNumber("epochs", job.Epochs);
        writer.WriteNumber("best_epoch", job.BestEpoch);
        writer.WriteNumber("train_samples", job.Samples.Train);
        writer.WriteNumber("validation_samples", job.Samples.Validation);
        writer.WriteNumber("test_samples", job.Samples.Test);
        writer.WriteNumber("test_accuracy", job.TestAccuracy);
        writer.WriteString("onnx_file", job.OnnxFile);
        writer.WriteNumber("largest_difference", job.LargestDifference);
        writer.WriteStartArray("checks");
        foreach (var check in job.Checks)
        {
            writer.WriteStartObject();
            writer.WriteString("what", check.What);
            writer.WriteString("found", check.Found);
            writer.WriteBoolean("holds", check.Holds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePolicies(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("policies");
        foreach (var policy in TolerancePolicy.All)
        {
            writer.WriteStartObject();
            writer.WriteString("name", policy.Name);
            writer.WriteNumber("relative", policy.Relative);
            writer.WriteNumber("absolute", policy.Absolute);
            writer.WriteString("reason", policy.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFamilies(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteStartArray("families");
        foreach (var family in FamilySummary.Of(run))
        {
            writer.WriteStartObject();
            writer.WriteString("family", family.Family);
            writer.WriteString("reference", family.Reference);
            writer.WriteNumber("held", family.Held);
            writer.WriteNumber("failed", family.Failed);
            writer.WriteNumber("known", family.Known);
            writer.WriteNumber("not_run", family.NotRun);
            writer.WriteNumber("values", family.Values);
            writer.WriteNumber("same_bits", family.SameBits);
            WriteNumber(writer, "max_abs", family.MaximumAbsolute);
            WriteNumber(writer, "max_rel", family.MaximumRelative);
            writer.WriteNumber("max_ulp", family.MaximumUlps);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCases(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteStartArray("cases");
        foreach (var comparison in run.Comparisons)
        {
            writer.WriteStartObject();
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
            writer.WriteStartArray("outputs");
            foreach (var output in comparison.Outputs)
            {
                WriteOutput(writer, output);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOutput(Utf8JsonWriter writer, OutputComparison output)
    {
        writer.WriteStartObject();
        writer.WriteString("output", output.Name);
        writer.WriteString("policy", output.Policy.Name);
        writer.WriteBoolean("holds", output.Holds);
        writer.WriteString("problem", output.Problem);
        if (output.Excuse is not null)
        {
            writer.WriteString("excuse", output.Excuse);
        }

        writer.WriteBoolean("forward", output.IsForward);
        writer.WriteNumber("count", output.Count);
        writer.WriteNumber("same_bits", output.SameBits);
        WriteNumber(writer, "max_abs", output.MaximumAbsolute);
        WriteNumber(writer, "mean_abs", output.MeanAbsolute);
        WriteNumber(writer, "max_rel", output.MaximumRelative);
        WriteNumber(writer, "mean_rel", output.MeanRelative);
        WriteNumber(writer, "cosine", output.Cosine);
        writer.WriteNumber("max_ulp", output.Ulps.Maximum);
        writer.WriteStartObject("ulps");
        foreach (var (from, count) in output.Ulps.Bins)
        {
            writer.WriteNumber(FormattableString.Invariant($"{from}"), count);
        }

        writer.WriteEndObject();
        if (output.FirstDifference is { } first)
        {
            writer.WriteNumber("first_difference", first);
            writer.WriteStartObject("worst");
            writer.WriteNumber("index", output.WorstIndex);
            WriteNumber(writer, "expected", output.WorstExpected);
            WriteNumber(writer, "actual", output.WorstActual);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // JSON has no infinity and no NaN: they are written as text.
    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
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
