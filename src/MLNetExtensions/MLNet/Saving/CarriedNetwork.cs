using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.MLNetExtensions.Scoring;
using Interop.MLNetExtensions.Training;
using Interop.Native.Networks;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>
/// A network as the text that a saved model carries: a line of JSON, and the network's bytes in base 64. ML.NET passes texts on without copying
/// them, so every row brings the same one, and it is read once.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the text that it was read from; its buffers have finalizers of their own.")]
internal sealed class CarriedNetwork
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };
    private static readonly ConditionalWeakTable<object, CarriedNetwork> Known = [];

    private readonly ThreadLocal<ScoreBuffer> _buffers;

    private CarriedNetwork(CarriedDescription description, Network network)
    {
        Description = description;
        Network = network;
        _buffers = new ThreadLocal<ScoreBuffer>(() => new ScoreBuffer(network, description.Reading, description.Threshold, 1));
    }

    /// <summary>What is told of the network.</summary>
    public CarriedDescription Description { get; }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>A buffer for one row, of this thread.</summary>
    public ScoreBuffer Buffer => _buffers.Value!;

    /// <summary>The text of a network.</summary>
    /// <param name="description">What is told of it.</param>
    /// <param name="network">The network.</param>
    public static string Write(CarriedDescription description, Network network) =>
        $"{JsonSerializer.Serialize(description, Json)}\n{Convert.ToBase64String(NetworkBytes.Write(network))}";

    /// <summary>The network of a text, which is read when the text is first seen.</summary>
    /// <param name="text">What <see cref="Write"/> gave.</param>
    /// <exception cref="FormatException">The text is none of a network.</exception>
    public static CarriedNetwork Of(ReadOnlyMemory<char> text)
    {
        // The first look makes no function object, which every row would allocate.
        var owner = Owner(text);
        return Known.TryGetValue(owner, out var known) ? known : Known.GetValue(owner, Reader(text));
    }

    private static ConditionalWeakTable<object, CarriedNetwork>.CreateValueCallback Reader(ReadOnlyMemory<char> text) => _ => Parse(text.Span);

    private static object Owner(ReadOnlyMemory<char> text)
    {
        if (MemoryMarshal.TryGetString(text, out var owner, out _, out _))
        {
            return owner;
        }

        return MemoryMarshal.TryGetArray(text, out var segment) ? segment.Array! : throw new FormatException("A saved network is a text in memory of its own.");
    }

    private static CarriedNetwork Parse(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        try
        {
            var description = end < 0 ? null : JsonSerializer.Deserialize<CarriedDescription>(text[..end], Json);
            var bytes = new byte[checked((text.Length - end) / 4 * 3)];
            return description is not null && Convert.TryFromBase64Chars(text[(end + 1)..], bytes, out var count)
                ? new CarriedNetwork(description, NetworkBytes.Read(bytes[..count]))
                : throw new FormatException("The saved model's network cannot be read: its text is damaged.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"The saved model's network cannot be read: {error.Message}", error);
        }
    }
}
