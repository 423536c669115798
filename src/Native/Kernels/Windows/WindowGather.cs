using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// Computes a result each of whose elements is made of the source's elements under a window, channel by channel: pooling and its ways back.
/// Elements are taken in the order in which they lie in the source, so results do not depend on threads or widths of vectors.
/// </summary>
internal static unsafe class WindowGather<TOperation>
    where TOperation : unmanaged, IWindowOperation
{
    /// <summary>About how many floats of the result make one piece of work.</summary>
    private const int PieceFloats = 16 * 1024;

    /// <summary>Fewer terms than this are not worth a second thread.</summary>
    private const long SmallWork = 64 * 1024;

    /// <summary>Runs the operation over a batch.</summary>
    /// <param name="geometry">The extents.</param>
    /// <param name="samples">N.</param>
    /// <param name="isBackward">Whether the result is of the input's extents and gathers from the output's, or the other way around.</param>
    /// <param name="operation">The operation with its operands.</param>
    /// <param name="pool">The threads to share the work.</param>
    public static void Run(in WindowGeometry geometry, int samples, bool isBackward, TOperation operation, WorkerPool pool)
    {
        GatherAxis width = new(geometry.Width, isBackward);
        GatherRows rows = new(new GatherAxis(geometry.Depth, isBackward), new GatherAxis(geometry.Height, isBackward));
        WindowTaps* elements = Scratch(ScratchUse.WindowElements, width.ResultExtent);
        for (int element = 0; element < width.ResultExtent; element++)
        {
            TapRun taps = width.TapsInside(element);
            elements[element] = new WindowTaps(width.WindowTap(taps.FirstTap), (nint)taps.FirstSource * geometry.Channels, taps.Count);
        }

        Work work = new()
        {
            Rows = rows,
            Width = width,
            Channels = geometry.Channels,
            Operation = operation,
            Elements = elements,
            TapStep = isBackward ? -width.TapStep : width.TapStep,
            SourceStep = (nint)width.TapSourceStep * geometry.Channels,
            Blocks = new RowBlocks(samples * rows.ResultRows, width.ResultExtent, Math.Max(1, PieceFloats / geometry.Channels)),
        };
        long terms = (long)samples * geometry.OutputSize * geometry.Taps;
        if (terms >= SmallWork)
        {
            pool.Run(work.Blocks.Count, &RunPiece, &work);
            return;
        }

        for (int piece = 0; piece < work.Blocks.Count; piece++)
        {
            RunPiece(&work, piece);
        }
    }

    private static WindowTaps* Scratch(ScratchUse use, int count) =>
        (WindowTaps*)ThreadScratch.Get(use, (long)count * (sizeof(WindowTaps) / sizeof(float)));

    private static void RunPiece(void* state, int piece)
    {
        PieceKernel kernel = new((Work*)state, piece);
        SimdDispatch.Run(ref kernel);
    }

    /// <summary>What all pieces share.</summary>
    private struct Work
    {
        public GatherRows Rows;
        public GatherAxis Width;
        public int Channels;
        public TOperation Operation;
        public RowBlocks Blocks;

        /// <summary>For each element of a row of the result the taps and elements of the source's row that it takes; taps as in the window.</summary>
        public WindowTaps* Elements;

        /// <summary>From one tap to the next.</summary>
        public int TapStep;

        /// <summary>From the source of one tap to that of the next, in floats.</summary>
        public nint SourceStep;
    }

    private readonly struct PieceKernel(Work* work, int piece) : ISimdKernel
    {
        private readonly Work* _work = work;
        private readonly int _piece = piece;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            RowBlock block = _work->Blocks[_piece];
            WindowTaps* tapRows = Scratch(ScratchUse.WindowRows, _work->Rows.MostInside);
            for (int row = block.FirstRow; row < block.EndRow; row++)
            {
                int count = _work->Rows.ListInside(row, _work->Width, _work->Channels, tapRows);
                nint result = (((nint)row * _work->Width.ResultExtent) + block.First) * _work->Channels;
                for (int element = block.First; element < block.End; element++)
                {
                    RunElement<TSimd, TVector>(tapRows, count, element, result);
                    result += _work->Channels;
                }
            }
        }

        private void RunElement<TSimd, TVector>(WindowTaps* tapRows, int count, int element, nint result)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int channel = 0;
            for (; channel <= _work->Channels - (4 * TSimd.Lanes); channel += 4 * TSimd.Lanes)
            {
                RunFourVectors<TSimd, TVector>(tapRows, count, element, result, channel);
            }

            for (; channel <= _work->Channels - TSimd.Lanes; channel += TSimd.Lanes)
            {
                RunVector<TSimd, TVector>(tapRows, count, element, result, channel, TSimd.Lanes);
            }

            if (channel < _work->Channels)
            {
                RunVector<TSimd, TVector>(tapRows, count, element, result, channel, _work->Channels - channel);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunVector<TSimd, TVector>(WindowTaps* tapRows, int count, int element, nint result, int channel, int lanes)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TOperation operation = _work->Operation;
            WindowTaps taps = _work->Elements[element];
            int tapStep = _work->TapStep;
            nint sourceStep = _work->SourceStep;
            WindowState<TVector> state = operation.Begin<TSimd, TVector>(channel, lanes);
            for (WindowTaps* row = tapRows; row != tapRows + count; row++)
            {
                int tap = row->FirstTap + taps.FirstTap;
                nint source = row->Source + taps.Source + channel;
                for (int i = 0; i < taps.Count; i++)
                {
                    operation.Add<TSimd, TVector>(ref state, source, tap, channel, lanes);
                    tap += tapStep;
                    source += sourceStep;
                }
            }

            operation.End<TSimd, TVector>(state, result + channel, channel, lanes);
        }

        /// <summary>Four vectors at once, so that the processor need not wait for one operation to end before the next.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunFourVectors<TSimd, TVector>(WindowTaps* tapRows, int count, int element, nint result, int channel)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TOperation operation = _work->Operation;
            WindowTaps taps = _work->Elements[element];
            int tapStep = _work->TapStep;
            nint sourceStep = _work->SourceStep;
            int lanes = TSimd.Lanes;
            WindowState<TVector> state0 = operation.Begin<TSimd, TVector>(channel, lanes);
            WindowState<TVector> state1 = operation.Begin<TSimd, TVector>(channel + lanes, lanes);
            WindowState<TVector> state2 = operation.Begin<TSimd, TVector>(channel + (2 * lanes), lanes);
            WindowState<TVector> state3 = operation.Begin<TSimd, TVector>(channel + (3 * lanes), lanes);
            for (WindowTaps* row = tapRows; row != tapRows + count; row++)
            {
                int tap = row->FirstTap + taps.FirstTap;
                nint source = row->Source + taps.Source + channel;
                for (int i = 0; i < taps.Count; i++)
                {
                    operation.Add<TSimd, TVector>(ref state0, source, tap, channel, lanes);
                    operation.Add<TSimd, TVector>(ref state1, source + lanes, tap, channel + lanes, lanes);
                    operation.Add<TSimd, TVector>(ref state2, source + (2 * lanes), tap, channel + (2 * lanes), lanes);
                    operation.Add<TSimd, TVector>(ref state3, source + (3 * lanes), tap, channel + (3 * lanes), lanes);
                    tap += tapStep;
                    source += sourceStep;
                }
            }

            result += channel;
            operation.End<TSimd, TVector>(state0, result, channel, lanes);
            operation.End<TSimd, TVector>(state1, result + lanes, channel + lanes, lanes);
            operation.End<TSimd, TVector>(state2, result + (2 * lanes), channel + (2 * lanes), lanes);
            operation.End<TSimd, TVector>(state3, result + (3 * lanes), channel + (3 * lanes), lanes);
        }
    }
}
