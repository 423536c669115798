using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

public sealed class DropConnectTests
{
    [Theory]
    [InlineData(DropoutForm.Inverted, 0.3)]
    [InlineData(DropoutForm.Standard, 0.3)]
    [InlineData(DropoutForm.Inverted, 0)]
    [InlineData(DropoutForm.Inverted, 1)]
    public void Output_and_gradients_are_those_of_the_masked_weights(DropoutForm form, double rate)
    {
        const int features = 7;
        const int units = 4;
        LayerCheck.Run(
            new DropConnect(units, rate, form: form),
            [features],
            3,
            (x, w, n) =>
            {
                var mask = Mask(form, rate, units * features);
                var y = new Var[n * units];
                for (var row = 0; row < n; row++)
                {
                    for (var unit = 0; unit < units; unit++)
                    {
                        Var[] products = [.. Enumerable.Range(0, features).Select(i =>
                            x[0][(row * features) + i] * (w[0][(unit * features) + i] * mask[(unit * features) + i]))];
                        y[(row * units) + unit] = Var.Sum(products) + w[1][unit];
                    }
                }

                return y;
            },
            generator: new MaskGenerator());
    }

    [Fact]
    public void A_weight_is_dropped_for_the_whole_batch()
    {
        var ones = new Tensor([6, 10]);
        ones.Span.Fill(1f);
        var probe = new LayerProbe(new DropConnect(3, 0.5), [ones]);
        for (var row = 1; row < 6; row++)
        {
            Assert.Equal(probe.Output.Rows(0, 1).ToArray(), probe.Output.Rows(row, 1).ToArray());
        }
    }

    private static double[] Mask(DropoutForm form, double rate, int count)
    {
        double kept = form == DropoutForm.Inverted ? 1f / (float)(1 - rate) : 1;
        return [.. Enumerable.Range(0, count).Select(i => rate == 0 ? kept : rate == 1 ? 0 : MaskGenerator.Keeps(i) ? kept : 0)];
    }

    /// <summary>Drops a pattern that the reference knows.</summary>
    private sealed class MaskGenerator : Generator
    {
        private readonly TorchGenerator _other = new(1);

        public override ulong Seed => _other.Seed;

        public static bool Keeps(int index) => index % 3 != 1;

        public override void Reseed(ulong seed) => _other.Reseed(seed);

        public override uint NextUInt32() => _other.NextUInt32();

        public override GeneratorState Save() => _other.Save();

        public override void Restore(GeneratorState state) => _other.Restore(state);

        public override Generator Clone() => _other.Clone();

        public override void FillBernoulli(Span<float> mask, double keepProbability, float keptValue)
        {
            for (var i = 0; i < mask.Length; i++)
            {
                mask[i] = Keeps(i) ? keptValue : 0f;
            }
        }
    }
}
