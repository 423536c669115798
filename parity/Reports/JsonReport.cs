using System.Text.Json;
using Interop.Native.Files;
using Interop.Parity.Comparison;
using Interop.Parity.MainJob;

namespace Interop.Parity.Reports;

/// <summary>The report for programs, as JSON; <c>docs/parity.md</c> describes its fields.</summary>
internal static class JsonReport
{
    private const int Schema = 2;

    /// <summary>Writes the report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    public static void Write(string path, ParityReport report)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var stream = File.Create(path);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 1 });
        writer.WriteStartObject();
        writer.WriteNumber("schema", Schema);
        writer.WriteBoolean("holds", report.Holds);
        writer.WriteString("started", report.Started);
        writer.WriteNumber("seconds", Math.Round(report.Elapsed.TotalSeconds, 3));
        writer.WriteString("machine", ParityReport.Machine);
        writer.WriteString("subject", report.Run.Subject.Producer);
        writer.WriteString("truth", report.Run.Truth?.Producer);
        WriteBackends(writer, report.Run);
        WriteMainJob(writer, report.MainJob);
        WritePolicies(writer);
        WriteFamilies(writer, report.Run);
        WriteAccuracy(writer, report.Run);
        WriteTrainings(writer, report.Run);
        JsonCases.Write(writer, report.Run);
        writer.WriteEndObject();
    }

    private static void WriteBackends(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteObjects("references", run.References, reference =>
        {
            writer.WriteString("name", reference.Name);
            writer.WriteString("producer", reference.Producer);
        });
        writer.WriteObjects("backends", Backends.All, backend =>
        {
            writer.WriteString("package", backend.Package);
            writer.WriteString("version", backend.Version);
            writer.WriteBoolean("live", backend.IsLive);
            writer.WriteString("summary", backend.Summary);
        });
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
        writer.WriteObjects("checks", job.Checks, check =>
        {
            writer.WriteString("what", check.What);
            writer.WriteString("found", check.Found);
            writer.WriteBoolean("holds", check.Holds);
        });
        writer.WriteEndObject();
    }

    private static void WritePolicies(Utf8JsonWriter writer)
    {
        writer.WriteObjects("policies", TolerancePolicy.All, policy =>
        {
            writer.WriteString("name", policy.Name);
            writer.WriteNumber("relative", policy.Relative);
            writer.WriteNumber("absolute", policy.Absolute);
            writer.WriteString("reason", policy.Reason);
        });
    }

    private static void WriteFamilies(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteObjects("families", FamilySummary.Of(run), family =>
        {
            writer.WriteString("family", family.Family);
            writer.WriteString("reference", family.Reference);
            writer.WriteNumber("held", family.Held);
            writer.WriteNumber("failed", family.Failed);
            writer.WriteNumber("known", family.Known);
            writer.WriteNumber("not_run", family.NotRun);
            writer.WriteNumber("values", family.Values);
            writer.WriteNumber("same_bits", family.SameBits);
            JsonCases.WriteNumber(writer, "max_abs", family.MaximumAbsolute);
            JsonCases.WriteNumber(writer, "max_rel", family.MaximumRelative);
            writer.WriteNumber("max_ulp", family.Ulps.Maximum);
        });
    }

    private static void WriteAccuracy(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteObjects("accuracy", AccuracySummary.Of(run), summary =>
        {
            writer.WriteString("family", summary.Family);
            writer.WriteString("reference", summary.Reference);
            writer.WriteNumber("outputs", summary.Outputs);
            writer.WriteNumber("nearer", summary.Nearer);
            writer.WriteNumber("same", summary.Same);
            JsonCases.WriteNumber(writer, "median_ratio", summary.MedianRatio);
            writer.WriteNumber("within", summary.Within);
            writer.WriteString("worst", summary.Worst.Output);
            JsonCases.WriteNumber(writer, "worst_ratio", summary.Worst.Ratio);
        });
    }

    private static void WriteTrainings(Utf8JsonWriter writer, ParityRun run)
    {
        writer.WriteObjects("trainings", TrainingComparison.Of(run), training =>
        {
            writer.WriteString("case", training.Case.Case.FullName);
            writer.WriteString("references", training.References);
            writer.WriteNumber("steps", training.Curve.Own.Count);
            writer.WriteString("first_part", training.FirstPart);
            if (training.Curve.FirstStep is { } step)
            {
                writer.WriteNumber("first_step", step);
            }

            JsonCases.WriteNumber(writer, "largest_relative", training.Curve.LargestRelative);
        });
    }
}
