namespace Interop.Parity.Cases.Dropout;

/// <summary>What is dropped, and what takes its place.</summary>
internal enum DropoutKind
{
    /// <summary>Single elements: torch.nn.Dropout.</summary>
    Elements,

    /// <summary>Single elements, whose scale is put right in use instead of in training: what torch.nn.Dropout keeps, unscaled, and x·(1 − p) in use.</summary>
    Standard,

    /// <summary>Whole channels: torch.nn.Dropout1d, 2d and 3d, by the number of axes.</summary>
    Channels,

    /// <summary>Single elements, which become SELU's lowest value: torch.nn.AlphaDropout.</summary>
    Alpha,
}
