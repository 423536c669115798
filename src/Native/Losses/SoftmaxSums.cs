namespace Interop.Native.Losses;

/// <summary>What a softmax over logits x has summed up: apart, since their sum would round away digits of large logits.</summary>
/// <param name="Largest">M = max x.</param>
/// <param name="LogSum">S = log Σₖ e^(xₖ − M).</param>
internal readonly record struct SoftmaxSums(float Largest, float LogSum)
{
    /// <summary>−log softmax(x) of one logit: S + (M − x).</summary>
    public float Surprise(float logit) => LogSum + (Largest - logit);
}
