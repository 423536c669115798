using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class ConvolutionKernel
{
    /// <summary>Copies the weights into panels; backwards turned around, so that taps run from the last to the first and outputs lie along the depth.</summary>
    /// <remarks>The panels lie in memory of the current thread until its next convolution.</remarks>
    private static ConvolutionPanels Pack(in ConvolutionGeometry geometry, float* weight, bool isBackward, WorkerPool pool)
    {
        if (SimdDispatch.Has512)
        {
            return Pack<GemmTiles512, Simd512, Vector512<float>>(geometry, weight, isBackward, pool);
        }

        return SimdDispatch.Has256
            ? Pack<GemmTiles256, Simd256, Vector256<float>>(geometry, weight, isBackward, pool)
            : Pack<GemmTiles128, Simd128, Vector128<float>>(geometry, weight, isBackward, pool);
    }

    private static ConvolutionPanels Pack<TTiles, TSimd, TVector>(
        in ConvolutionGeometry geometry, float* weight, bool isBackward, WorkerPool pool)
        where TTiles : struct, IGemmTiles
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int columns = isBackward ? geometry.GroupInputs : geometry.GroupOutputs;
        int depth = geometry.Taps * (isBackward ? geometry.GroupOutputs : geometry.GroupInputs);
        int panelColumns = ConvolutionGatherDriver<TTiles, TSimd, TVector>.PanelColumns(columns);
        int panels = (columns + panelColumns - 1) / panelColumns;
        int groupFloats = checked(panels * panelColumns * depth);
        float* packed = ThreadScratch.Get(ScratchUse.ConvolutionWeights, checked(geometry.Groups * groupFloats));
        PackedConvolution whole = new()
        {
            Geometry = geometry,
            Weight = weight,
            Packed = packed,
            IsBackward = isBackward,
            Columns = columns,
            Depth = depth,
            PanelColumns = panelColumns,
            Panels = panels,
        };
        Share(geometry.Groups * panels, &PackPanel<TSimd, TVector>, &whole, geometry.WeightCount, pool);
        return new ConvolutionPanels(packed, groupFloats, depth, panelColumns);
    }

    /// <summary>Packs one panel of one group, a vector's width of columns at a time.</summary>
    private static void PackPanel<TSimd, TVector>(void* state, int piece)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref readonly PackedConvolution whole = ref *(PackedConvolution*)state;
        (int group, int panel) = Math.DivRem(piece, whole.Panels);
        float* packed = whole.Packed + ((long)piece * whole.PanelColumns * whole.Depth);
        int end = Math.Min(whole.Columns, (panel + 1) * whole.PanelColumns);
        int outputs = whole.Geometry.OutputChannels;
        int groupOutputs = whole.Geometry.GroupOutputs;
        int groupInputs = whole.Geometry.GroupInputs;
        int taps = whole.Geometry.Taps;
        for (int column = panel * whole.PanelColumns; column < end; column += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, end - column);
            if (!whole.IsBackward)
            {
                float* source = whole.Weight + (group * groupOutputs) + column;
                GemmPacking.PackVector<TSimd, TVector>(source, outputs, 1, whole.Depth, lanes, packed, whole.PanelColumns);
            }
            else
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    float* source = whole.Weight + ((((long)(taps - 1 - tap) * groupInputs) + column) * outputs) + (group * groupOutputs);
                    float* target = packed + ((long)tap * groupOutputs * whole.PanelColumns);
                    GemmPacking.PackVector<TSimd, TVector>(source, 1, outputs, groupOutputs, lanes, target, whole.PanelColumns);
                }
            }

            packed += TSimd.Lanes;
        }
    }

    /// <summary>What packing needs to know.</summary>
    private struct PackedConvolution
    {
        public ConvolutionGeometry Geometry;
        public float* Weight;
        public float* Packed;
        public bool IsBackward;

        /// <summary>Columns of a group's matrix.</summary>
        public int Columns;

        /// <summary>Rows of a group's matrix.</summary>
        public int Depth;

        /// <summary>Columns of a panel.</summary>
        public int PanelColumns;

        /// <summary>Panels of a group.</summary>
        public int Panels;
    }
}
