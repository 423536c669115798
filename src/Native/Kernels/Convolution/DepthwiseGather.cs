using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// A depthwise convolution as the sum over a window: forwards, output from input and weight; backwards, the input's gradient from the
/// output's. Terms are added in the order in which they lie in the source, padding left out.
/// </summary>
internal unsafe struct DepthwiseGather
{
    /// <summary>About how many floats of the result make one piece of work.</summary>
    private const int PieceFloats = 32 * 1024;

    /// <summary>Fewer multiplications than this are not worth a second thread.</summary>
    private const long SmallWork = 64 * 1024;

    private readonly float* _source;
    private readonly float* _weight;
    private readonly float* _bias;
    private readonly bool _clipAtZero;
    private readonly float* _result;
    private readonly GatherRows _rows;
    private readonly GatherAxis _width;
    private readonly nint _channels;
    private readonly DepthwiseRun* _runs;
    private readonly int _runCount;
    private readonly int _tapStep;
    private RowBlocks _blocks;

    /// <summary>Finds the taps, in memory of the current thread until its next one.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="isBackward">Which way.</param>
    /// <param name="source">[samples, depth, height, width, channels].</param>
    /// <param name="weight">[taps, channels].</param>
    /// <param name="bias">[channels], added last; null for none.</param>
    /// <param name="clipAtZero">Whether negative results become zero.</param>
    /// <param name="result">[samples, depth, height, width, channels].</param>
    public DepthwiseGather(in WindowGeometry geometry, bool isBackward, float* source, float* weight, float* bias, bool clipAtZero, float* result)
    {
        _source = source;
        _weight = weight;
        _bias = bias;
        _clipAtZero = clipAtZero;
        _result = result;
        _rows = new GatherRows(new GatherAxis(geometry.Depth, isBackward), new GatherAxis(geometry.Height, isBackward));
        _width = new GatherAxis(geometry.Width, isBackward);
        _channels = geometry.Channels;
        _runs = (DepthwiseRun*)ThreadScratch.Get(ScratchUse.WindowElements, (long)_width.ResultExtent * (sizeof(DepthwiseRun) / sizeof(float)));
        _runCount = DepthwiseRun.ListAll(_width, _runs);
        _tapStep = isBackward ? -_width.TapStep : _width.TapStep;
    }

    /// <summary>Computes a batch.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="pool">The threads to share the work.</param>
    public void Run(in WindowGeometry geometry, int samples, WorkerPool pool)
    {
        _blocks = new RowBlocks(samples * _rows.ResultRows, _width.ResultExtent, Math.Max(1, PieceFloats / geometry.Channels));
        bool isWorthThreads = (long)samples * geometry.OutputSize * geometry.Taps >= SmallWork;
        fixed (DepthwiseGather* work = &this)
        {
            if (isWorthThreads)
            {
                pool.Run(_blocks.Count, &RunPiece, work);
                return;
            }

            for (int piece = 0; piece < _blocks.Count; piece++)
            {
                RunPiece(work, piece);
            }
        }
    }

    /// <summary>Computes a block of rows on this thread.</summary>
    /// <param name="block">The block.</param>
    /// <param name="result">Where the first element of all of the result lies, or would lie.</param>
    public readonly void RunBlock(RowBlock block, float* result)
    {
        fixed (DepthwiseGather* work = &this)
        {
            BlockKernel kernel = new(work, block, result);
            SimdDispatch.Run(ref kernel);
        }
    }

    private static void RunPiece(void* state, int piece)
    {
        DepthwiseGather* work = (DepthwiseGather*)state;
        work->RunBlock(work->_blocks[piece], work->_result);
    }

    private readonly struct BlockKernel(DepthwiseGather* work, RowBlock block, float* result) : ISimdKernel
    {
        private readonly DepthwiseGather* _work = work;
        private readonly RowBlock _block = block;
        private readonly float* _result = result;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            RowBlock block = _block;
            int rows = block.EndRow - block.FirstRow;
            int most = _work->_rows.MostInside;
            WindowTaps* tapRows = (WindowTaps*)ThreadScratch.Get(ScratchUse.WindowRows, (long)rows * most * (sizeof(WindowTaps) / sizeof(float)));
            int* tapRowCounts = (int*)ThreadScratch.Get(ScratchUse.WindowRowCounts, rows);
            for (int row = 0; row < rows; row++)
            {
                tapRowCounts[row] = _work->_rows.ListInside(block.FirstRow + row, _work->_width, (int)_work->_channels, tapRows + (row * most));
            }

            // Two vectors of channels through all rows, so that what windows of neighbouring rows share stays in the first-level cache.
            int width;
            for (int channel = 0; channel < _work->_channels; channel += width)
            {
                int rest = (int)_work->_channels - channel;
                width = rest >= 2 * TSimd.Lanes ? 2 * TSimd.Lanes : Math.Min(rest, TSimd.Lanes);
                for (int run = 0; run < _work->_runCount; run++)
                {
                    DepthwiseStretch stretch = Stretch(_work->_runs[run], block, channel);
                    for (int row = 0; row < rows && stretch.Count > 0; row++)
                    {
                        stretch.TapRows = tapRows + (row * most);
                        stretch.TapRowCount = tapRowCounts[row];
                        DepthwiseTiles<TSimd, TVector>.Sum(&stretch, width);
                        stretch.Result += _work->_width.ResultExtent * _work->_channels;
                    }
                }
            }
        }

        /// <summary>The elements of a run that lie in a block, in its first row.</summary>
        private DepthwiseStretch Stretch(in DepthwiseRun run, RowBlock block, int channel)
        {
            ref readonly GatherAxis width = ref _work->_width;
            nint channels = _work->_channels;
            (int first, int end) = run.Within(block, width.ResultStep);
            nint source = run.FirstSource + (first * width.SourceStep);
            nint result = ((nint)block.FirstRow * width.ResultExtent) + run.First + (first * width.ResultStep);
            return new()
            {
                Count = end - first,
                TapCount = run.TapCount,
                Source = _work->_source + (source * channels) + channel,
                SourceStep = width.SourceStep * channels,
                TapSourceStep = width.TapSourceStep * channels,
                Weight = _work->_weight + (run.FirstTap * channels) + channel,
                TapWeightStep = _work->_tapStep * channels,
                WeightStride = channels,
                Bias = _work->_bias == null ? null : _work->_bias + channel,
                ClipAtZero = _work->_clipAtZero,
                Result = _result + (result * channels) + channel,
                ResultStep = width.ResultStep * channels,
            };
        }
    }
}
