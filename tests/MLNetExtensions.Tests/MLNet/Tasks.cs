using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Small data of the tasks other than choosing among classes, the same for the same seed.</summary>
internal static class Tasks
{
    /// <summary>Whether a point lies in a ring: no linear model can tell.</summary>
    public static IDataView Binary(MLContext context, int count, int seed) => context.Data.LoadFromEnumerable(BinaryRows(count, seed));

    public static BinaryRow[] BinaryRows(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                var (x, y) = (Uniform(random), Uniform(random));
                return new BinaryRow { Features = [x, y], Label = (x * x) + (y * y) > 0.6f, Weight = 1 };
            }),
        ];
    }

    /// <summary>A number of 100 and about ±10 that follows from two features in a curve.</summary>
    public static IDataView Regression(MLContext context, int count, int seed) => context.Data.LoadFromEnumerable(RegressionRows(count, seed));

    public static RegressionRow[] RegressionRows(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => (X: Uniform(random), Y: Uniform(random)))
                .Select(point => new RegressionRow { Features = [point.X, point.Y], Label = 100 + (10 * point.X * point.Y) + (5 * point.X) }),
        ];
    }

    /// <summary>Three numbers of different scales.</summary>
    public static IDataView MultiOutput(MLContext context, int count, int seed)
    {
        var random = new Random(seed);
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, count).Select(_ => (X: Uniform(random), Y: Uniform(random)))
                .Select(point => new MultiOutputRow { Features = [point.X, point.Y], Label = [point.X, 1000 * point.Y, 50 + (point.X * point.Y)] }).ToArray());
    }

    /// <summary>Three answers that do not exclude one another.</summary>
    public static IDataView MultiLabel(MLContext context, int count, int seed)
    {
        var random = new Random(seed);
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, count).Select(_ => (X: Uniform(random), Y: Uniform(random)))
                .Select(point => new MultiLabelRow { Features = [point.X, point.Y], Label = [point.X > 0, point.Y > 0, point.X * point.Y > 0] }).ToArray());
    }

    /// <summary>Images of 8×8 in which one pixel of the first row or so tells the class.</summary>
    public static IDataView Images(MLContext context, int count, int seed, int classes)
    {
        var random = new Random(seed);
        var definition = SchemaDefinition.Create(typeof(ImageRow));
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), classes);
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, count).Select(i =>
            {
                var pixels = Enumerable.Range(0, 64).Select(_ => (float)random.NextDouble() * 0.1f).ToArray();
                pixels[i % classes] = 1;
                return new ImageRow { Features = pixels, Label = (uint)(i % classes) };
            }).ToArray(),
            definition);
    }

    private static float Uniform(Random random) => (float)((2 * random.NextDouble()) - 1);

    internal sealed class BinaryRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }

    internal sealed class RegressionRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    internal sealed class MultiOutputRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [VectorType(3)]
        public float[] Label { get; set; } = [];
    }

    internal sealed class MultiLabelRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [VectorType(3)]
        public bool[] Label { get; set; } = [];
    }

    internal sealed class ImageRow
    {
        [VectorType(1, 8, 8)]
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
