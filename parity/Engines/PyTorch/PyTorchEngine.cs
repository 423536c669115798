using System.Globalization;
using System.Text.Json;
using Interop.Native.Files;
using Interop.Native.Random;
using Interop.Parity.Cases;
using Interop.Parity.Recording;

namespace Interop.Parity.Engines.PyTorch;

/// <summary>
/// PyTorch itself, in a Python process of this machine that runs <c>pytorch/engine.py</c>: in float32 a reference, in float64 the truth.
/// </summary>
internal sealed class PyTorchEngine : IParityEngine, IDisposable
{
    // Debian installs python3-torch for its own interpreter, which need not be the first on the path.
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    private readonly FramedProcess _process;
    private readonly bool _isTruth;
    private readonly string _version;
    private (ParityCase Case, SafetensorsFile Answer)? _last;

    private PyTorchEngine(FramedProcess process, SafetensorsFile greeting, bool isTruth)
    {
        _process = process;
        _isTruth = isTruth;
        _version = greeting.Metadata["version"];
        Masks = MaskStreams.Find([.. greeting.Metadata["mask"].Select(letter => letter == '1')]);
    }

    /// <inheritdoc/>
    public string Name => _isTruth ? "truth" : "pytorch";

    /// <inheritdoc/>
    public string Producer => $"PyTorch {_version}{(_isTruth ? " in float64" : "")}";

    /// <summary>The stream of this build's dropout masks; null where it is neither of those known.</summary>
    public BernoulliStream? Masks { get; }

    /// <summary>Starts PyTorch.</summary>
    /// <param name="isTruth">Whether it computes in float64.</param>
    /// <returns>The engine; null where this machine has no Python with PyTorch, which <see cref="WhyNone"/> tells.</returns>
    public static PyTorchEngine? Start(bool isTruth = false)
    {
        foreach (var interpreter in Interpreters)
        {
            if (FramedProcess.Start(interpreter, Path.Combine(AppContext.BaseDirectory, "pytorch", "engine.py")) is not { } process)
            {
                continue;
            }

            if (process.Receive() is { } greeting)
            {
                return new PyTorchEngine(process, greeting, isTruth);
            }

            process.Dispose();
        }

        return null;
    }

    /// <summary>What to say where <see cref="Start"/> finds none.</summary>
    public static string WhyNone => $"no Python with the module torch among {string.Join(", ", Interpreters)} (Debian: apt-get install python3-torch)";

    /// <inheritdoc/>
    public string? WhyNot(ParityCase parityCase)
    {
        if (MaskStreams.WhyNot(parityCase, Masks) is { } otherMasks)
        {
            return otherMasks;
        }

        // Only the Python side knows what it covers, so the case is run, and its answer kept for whoever asks next.
        Answer(parityCase).Metadata.TryGetValue("not_covered", out var reason);
        return reason;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">PyTorch failed; the message is its own.</exception>
    public NamedTensors Run(ParityCase parityCase)
    {
        var answer = Answer(parityCase);
        if (answer.Metadata.TryGetValue("error", out var error))
        {
            throw new InvalidOperationException($"PyTorch: {error.TrimEnd()}");
        }

        var outputs = new NamedTensors();
        foreach (var name in answer.Names)
        {
            outputs.Add(name, answer.Tensors[name]);
        }

        return outputs;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private SafetensorsFile Answer(ParityCase parityCase)
    {
        if (_last is not { } last || !ReferenceEquals(last.Case, parityCase))
        {
            last = (parityCase, _process.Ask(Question(parityCase)));
            _last = last;
        }

        return last.Answer;
    }

    private SafetensorsFile Question(ParityCase parityCase)
    {
        var question = new SafetensorsFile();
        question.Metadata["family"] = parityCase.Family;
        question.Metadata["seed"] = parityCase.Seed.ToString(CultureInfo.InvariantCulture);
        question.Metadata["precision"] = _isTruth ? "float64" : "float32";
        question.Metadata["parameters"] = ReferenceHeader.Of(parityCase).ToJson();
        foreach (var (name, tensor) in parityCase.Inputs)
        {
            question.Add(name, tensor);
        }

        return question;
    }
}
