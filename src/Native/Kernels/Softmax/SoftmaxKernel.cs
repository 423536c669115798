using Interop.Native.Activations;

namespace Interop.Native.Kernels;

/// <summary>
/// Softmax and its logarithm along one axis of a batch. Rows that are contiguous are reduced over sixteen virtual lanes; along a stride,
/// neighbouring rows share a vector and each is added in order. Either way the bits do not depend on the width of the vectors.
/// </summary>
internal static unsafe partial class SoftmaxKernel
{
    /// <summary>Elements per piece of parallel work: a few microseconds.</summary>
    private const int Piece = 8 * 1024;

    /// <summary>y = softmax(x), or log softmax(x), along the view's axis. x and y may be the same memory.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The outputs.</param>
    /// <param name="view">How the batch lies along the axis.</param>
    /// <param name="logarithm">Whether the logarithm is wanted.</param>
    /// <exception cref="ArgumentException">A span is not as long as the view.</exception>
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view, bool logarithm)
    {
        Check(x.Length, view, nameof(x));
        Check(y.Length, view, nameof(y));
        fixed (float* xStart = x)
        fixed (float* yStart = y)
        {
            Job job = new(xStart, yStart, null, view, logarithm);
            view.Workers.Run(job.Pieces, view.Inner == 1 ? &ForwardRows : &ForwardStrided, &job);
        }
    }

    /// <summary>
    /// Softmax: dx = y (dy − Σ dy y). Logarithm: dx = dy − e^y Σ dy. dy and dx may be the same memory.
    /// </summary>
    /// <param name="y">The outputs of the forward pass.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="inputGradient">dx.</param>
    /// <param name="view">How the batch lies along the axis.</param>
    /// <param name="logarithm">Whether y is the logarithm of the softmax.</param>
    /// <exception cref="ArgumentException">A span is not as long as the view.</exception>
    public static void Backward(
        ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view, bool logarithm)
    {
        Check(y.Length, view, nameof(y));
        Check(outputGradient.Length, view, nameof(outputGradient));
        Check(inputGradient.Length, view, nameof(inputGradient));
        fixed (float* yStart = y)
        fixed (float* dyStart = outputGradient)
        fixed (float* dxStart = inputGradient)
        {
            Job job = new(yStart, dxStart, dyStart, view, logarithm);
            view.Workers.Run(job.Pieces, view.Inner == 1 ? &BackwardRows : &BackwardStrided, &job);
        }
    }

    private static void Check(int length, AxisView view, string name)
    {
        if (length != (long)view.Outer * view.Length * view.Inner)
        {
            throw new ArgumentException(
                $"A view of {view.Outer} × {view.Length} × {view.Inner} elements does not fit a span of {length}.", name);
        }
    }

    /// <summary>The whole batch; a piece is some of its outer entries.</summary>
    private readonly struct Job(float* source, float* target, float* gradient, AxisView view, bool logarithm)
    {
        private readonly int _outer = view.Outer;

        /// <summary>x forwards, y backwards.</summary>
        public readonly float* Source = source;

        /// <summary>y forwards, dx backwards.</summary>
        public readonly float* Target = target;

        /// <summary>dy backwards.</summary>
        public readonly float* Gradient = gradient;

        public readonly int Length = view.Length;
        public readonly int Inner = view.Inner;
        public readonly bool Logarithm = logarithm;

        private int OuterPerPiece => (int)Math.Max(1, Piece / Math.Max(1, (long)Length * Inner));

        public int Pieces => (int)(((long)_outer + OuterPerPiece - 1) / OuterPerPiece);

        public int Start(int piece) => piece * OuterPerPiece;

        public int End(int piece) => Math.Min(_outer, Start(piece) + OuterPerPiece);
    }
}
