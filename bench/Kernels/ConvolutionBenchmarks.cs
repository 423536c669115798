using BenchmarkDotNet.Attributes;
using Interop.Native.Kernels;
using Interop.Native.Random;

namespace Interop.Bench.Kernels;

/// <summary>A convolution of 3 by 3 over eight images on one thread: the sums over the windows, and Winograd's algorithm.</summary>
public class ConvolutionBenchmarks
{
    private const int Samples = 8;
    private ConvolutionGeometry _geometry;
    private float[] _input = [];
    private float[] _weight = [];
    private float[] _output = [];
    private float[] _inputGradient = [];
    private float[] _weightGradient = [];

    /// <summary>Input channels, output channels, height and width.</summary>
    [Params("32 64 26", "64 64 56", "256 256 14")]
    public string Extents { get; set; } = "";

    /// <summary>Whether Winograd's algorithm is used.</summary>
    [Params(false, true)]
    public bool IsFast { get; set; }

    /// <summary>Draws the operands.</summary>
    [GlobalSetup]
    public void Draw()
    {
        int[] extents = [.. Extents.Split(' ').Select(int.Parse)];
        var axis = new WindowAxis(extents[2], 3, 1, 1, 1, 1, extents[2]);
        _geometry = new ConvolutionGeometry(WindowAxis.None, axis, axis, extents[0], extents[1], 1);
        _input = new float[Samples * _geometry.InputSpace * extents[0]];
        _weight = new float[_geometry.WeightCount];
        _output = new float[Samples * _geometry.OutputSpace * extents[1]];
        (_inputGradient, _weightGradient) = (new float[_input.Length], new float[_weight.Length]);
        var random = new TorchGenerator(1);
        random.FillNormal(_input, 0, 1);
        random.FillNormal(_weight, 0, 1);
    }

    /// <summary>The output.</summary>
    [Benchmark]
    public void Forward() => ConvolutionKernel.Forward(_geometry, Samples, _input, _weight, default, _output, GemmActivation.None, IsFast, WorkerPool.Get(1));

    /// <summary>The gradients of input and weight.</summary>
    [Benchmark]
    public void Backward() =>
        ConvolutionKernel.Gradients(_geometry, Samples, _input, _output, _weight, _weightGradient, _inputGradient, IsFast, WorkerPool.Get(1));
}
