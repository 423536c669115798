namespace Interop.Cli.Inputs;

/// <summary>How images are brought to a network: size, channels, pixels divided by 255.</summary>
/// <param name="Channels">1 for grey, 3 for colours.</param>
/// <param name="Height">Their height.</param>
/// <param name="Width">Their width.</param>
/// <param name="ClassNames">The classes by index.</param>
internal sealed record ImageInput(int Channels, int Height, int Width, IReadOnlyList<string> ClassNames);
