using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>Convolution and its gradients by the definition: every product of an input, a weight and an output position, one by one.</summary>
internal static class ConvolutionReference
{
    /// <summary>y[n, p, o] = b[o] + Σₖ Σ꜀ x[n, p·stride − pad + k·dilation, c] · w[k, c, o].</summary>
    public static SumReference Output(ConvolutionGeometry geometry, int samples, float[] x, float[] w, float[] bias)
    {
        SumReference y = new(samples * geometry.OutputSpace * geometry.OutputChannels);
        foreach (var (input, weight, output) in Rows(geometry, samples))
        {
            double sum = 0;
            double magnitude = 0;
            for (var c = 0; c < geometry.GroupInputs; c++)
            {
                var term = (double)x[input + c] * w[weight + (c * geometry.OutputChannels)];
                sum += term;
                magnitude += Math.Abs(term);
            }

            y.Add(output, sum, magnitude, geometry.GroupInputs);
        }

        for (var i = 0; i < (bias.Length == 0 ? 0 : y.Length); i++)
        {
            y.Add(i, bias[i % bias.Length]);
        }

        return y;
    }

    /// <summary>dw = Σ x · dy and dx = Σ w · dy over the same products.</summary>
    public static (SumReference Weight, SumReference Input) Gradients(ConvolutionGeometry geometry, int samples, float[] x, float[] w, float[] dy)
    {
        SumReference dw = new(w.Length);
        SumReference dx = new(x.Length);
        foreach (var (input, weight, output) in Rows(geometry, samples))
        {
            double gradient = dy[output];
            if (gradient == 0)
            {
                continue;
            }

            for (var c = 0; c < geometry.GroupInputs; c++)
            {
                var at = weight + (c * geometry.OutputChannels);
                dw.Add(at, x[input + c] * gradient);
                dx.Add(input + c, w[at] * gradient);
            }
        }

        return (dw, dx);
    }

    /// <summary>For each output, and each position that it sees: where the first channel of its group lies in the input, and that channel's weight.</summary>
    private static IEnumerable<(int Input, int Weight, int Output)> Rows(ConvolutionGeometry geometry, int samples)
    {
        WindowGeometry window = new(geometry.Depth, geometry.Height, geometry.Width, 1);
        foreach (var (position, tap, result) in WindowReference.Pairs(window, samples))
        {
            for (var o = 0; o < geometry.OutputChannels; o++)
            {
                var group = o / geometry.GroupOutputs;
                yield return (
                    (position * geometry.InputChannels) + (group * geometry.GroupInputs),
                    (tap * geometry.GroupInputs * geometry.OutputChannels) + o,
                    (result * geometry.OutputChannels) + o);
            }
        }
    }
}
