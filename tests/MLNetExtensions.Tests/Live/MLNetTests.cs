#if HAS_MLNET
using Microsoft.ML;
using Microsoft.ML.Data;
#endif

namespace Interop.MLNetExtensions.Tests.Live;

/// <summary>Where ML.NET is served it runs; where it is not, the reason is told.</summary>
public class MLNetTests
{
    [Fact]
    public void A_pipeline_fits_and_transforms()
    {
#if HAS_MLNET
        Assert.True(Backends.MLNet.IsLive, Backends.MLNet.Summary);
        var context = new MLContext(seed: 1);
        IDataView data = context.Data.LoadFromEnumerable([new Row { Value = 2f }, new Row { Value = 4f }]);

        var scaler = context.Transforms.NormalizeMinMax(nameof(Row.Value), fixZero: false).Fit(data);

        Assert.Equal([0f, 1f], scaler.Transform(data).GetColumn<float>(nameof(Row.Value)));
#else
        Assert.False(Backends.MLNet.IsLive);
        Assert.Skip(Backends.MLNet.Summary);
#endif
    }

#if HAS_MLNET
    private sealed class Row
    {
        public float Value { get; set; }
    }
#endif
}
