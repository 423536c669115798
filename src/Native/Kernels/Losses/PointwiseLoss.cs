using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels.Losses;

/// <summary>Applies a loss to every prediction and target: checks the spans, then walks them a vector at a time.</summary>
internal static unsafe class PointwiseLoss
{
    /// <summary>lossesᵢ, slopesᵢ = operation(predictionsᵢ, targetsᵢ, parameter).</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="losses">As many places for losses.</param>
    /// <param name="slopes">As many places for derivatives, or none.</param>
    /// <param name="operation">The loss.</param>
    /// <param name="parameter">The parameter of every element.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Run<TOperation>(
        ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> losses, Span<float> slopes, TOperation operation, float parameter = 1)
        where TOperation : unmanaged, IPointwiseLoss
    {
        CheckLengths(predictions, targets, losses, slopes);
        fixed (float* prediction = predictions)
        fixed (float* target = targets)
        fixed (float* loss = losses)
        fixed (float* slope = slopes)
        {
            Kernel<TOperation> kernel = new(prediction, target, &parameter, isShared: true, loss, slope, losses.Length, operation);
            SimdDispatch.Run(ref kernel);
        }
    }

    /// <summary>lossesᵢ, slopesᵢ = operation(predictionsᵢ, targetsᵢ, parametersⱼ) with j = i modulo the number of parameters.</summary>
    /// <param name="predictions">The predictions, samples one after the other.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="parameters">A parameter for each element of a sample.</param>
    /// <param name="losses">As many places for losses.</param>
    /// <param name="slopes">As many places for derivatives, or none.</param>
    /// <param name="operation">The loss.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or there is no whole number of samples.</exception>
    public static void Run<TOperation>(
        ReadOnlySpan<float> predictions,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> parameters,
        Span<float> losses,
        Span<float> slopes,
        TOperation operation)
        where TOperation : unmanaged, IPointwiseLoss
    {
        CheckLengths(predictions, targets, losses, slopes);
        if (parameters.IsEmpty || losses.Length % parameters.Length != 0)
        {
            throw new ArgumentException($"{parameters.Length} parameters do not divide {losses.Length} elements.", nameof(parameters));
        }

        fixed (float* prediction = predictions)
        fixed (float* target = targets)
        fixed (float* parameter = parameters)
        fixed (float* loss = losses)
        fixed (float* slope = slopes)
        {
            for (int start = 0; start < losses.Length; start += parameters.Length)
            {
                Kernel<TOperation> kernel = new(
                    prediction + start,
                    target + start,
                    parameter,
                    isShared: false,
                    loss + start,
                    slope == null ? null : slope + start,
                    parameters.Length,
                    operation);
                SimdDispatch.Run(ref kernel);
            }
        }
    }

    private static void CheckLengths(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> losses, Span<float> slopes)
    {
        if (predictions.Length != losses.Length || targets.Length != losses.Length || (!slopes.IsEmpty && slopes.Length != losses.Length))
        {
            throw new ArgumentException(
                $"A pointwise loss needs equal lengths, got {predictions.Length} predictions, {targets.Length} targets, {losses.Length} losses " +
                $"and {slopes.Length} slopes.",
                nameof(losses));
        }
    }

    private readonly struct Kernel<TOperation>(
        float* prediction, float* target, float* parameter, bool isShared, float* loss, float* slope, int length, TOperation operation) : ISimdKernel
        where TOperation : unmanaged, IPointwiseLoss
    {
        private readonly float* _prediction = prediction;
        private readonly float* _target = target;
        private readonly float* _parameter = parameter;
        private readonly bool _isShared = isShared;
        private readonly float* _loss = loss;
        private readonly float* _slope = slope;
        private readonly int _length = length;
        private readonly TOperation _operation = operation;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TOperation operation = _operation;
            TVector shared = TSimd.Broadcast(*_parameter);
            int i = 0;
            for (; i <= _length - TSimd.Lanes; i += TSimd.Lanes)
            {
                TVector parameter = _isShared ? shared : TSimd.Load(_parameter + i);
                operation.Invoke<TSimd, TVector>(
                    TSimd.Load(_prediction + i), TSimd.Load(_target + i), parameter, out TVector loss, out TVector slope);
                TSimd.Store(_loss + i, loss);
                if (_slope != null)
                {
                    TSimd.Store(_slope + i, slope);
                }
            }

            int rest = _length - i;
            if (rest > 0)
            {
                TVector parameter = _isShared ? shared : TSimd.LoadPartial(_parameter + i, rest);
                operation.Invoke<TSimd, TVector>(
                    TSimd.LoadPartial(_prediction + i, rest), TSimd.LoadPartial(_target + i, rest), parameter, out TVector loss, out TVector slope);
                TSimd.StorePartial(_loss + i, loss, rest);
                if (_slope != null)
                {
                    TSimd.StorePartial(_slope + i, slope, rest);
                }
            }
        }
    }
}
