#if HAS_TORCHSHARP
using Interop.TorchBridge.Tests.Optimizers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Interop.TorchBridge.Tests.Live;

/// <summary>
/// Records trainings that TorchSharp stops after five steps: <c>name.optimizer.dat</c> as its optimizer saves itself, and <c>name.state.dat</c> with x, y, the
/// weights then (<c>model.</c>) and after five more steps (<c>later.</c>).
/// </summary>
internal static class TorchSharpRecorder
{
    private const long Seed = 20261121;

    /// <summary>Records all trainings, and who recorded them.</summary>
    public static void RecordAll(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var row in SavedTorchSharpTests.Names)
        {
            Record(folder, row.Data, Seed);
        }

        File.WriteAllText(Path.Combine(folder, "producer.txt"), $"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)} over libtorch 1.13.1, 2026-11-21, seed {Seed}\n");
    }

    /// <summary>Records one training.</summary>
    public static void Record(string folder, string name, long seed)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        var module = Sequential(Linear(6, 8), Tanh(), Linear(8, 3));
        var (x, y) = (randn(16, 6), randn(16, 3));
        var optimizer = Optimizer(name, module);
        var state = new Dictionary<string, Tensor> { ["x"] = x, ["y"] = y };
        Steps();
        optimizer.save_state_dict(Path.Combine(folder, $"{name}.optimizer.dat"));
        Keep("model.");
        Steps();
        Keep("later.");
        using var writer = new BinaryWriter(File.Create(Path.Combine(folder, $"{name}.state.dat")));
        nn.Module.save_state_dict(writer, state);

        void Steps()
        {
            for (var i = 0; i < 5; i++)
            {
                optimizer.zero_grad();
                functional.mse_loss(module.call(x), y).backward();
                optimizer.step();
            }
        }

        void Keep(string prefix)
        {
            foreach (var (key, tensor) in module.state_dict())
            {
                state.Add(prefix + key, tensor.detach().clone());
            }
        }
    }

    private static TorchSharp.Modules.OptimizerHelper Optimizer(string name, nn.Module module) => name switch
    {
        "Adadelta" => optim.Adadelta(module.parameters(), 1),
        "Adagrad" => optim.Adagrad(module.parameters(), 0.1, 0.01),
        "Adam" => optim.Adam(module.parameters(), 0.01, 0.8, 0.99, weight_decay: 0.01),
        "AMSGrad" => optim.Adam(module.parameters(), 0.01, amsgrad: true),
        "AdamW" => optim.AdamW(module.parameters(), 0.01, weight_decay: 0.1),
        "Adamax" => optim.Adamax(module.parameters(), 0.01),
        "NAdam" => optim.NAdam(module.parameters(), 0.01),
        "RMSProp" => optim.RMSProp(module.parameters(), 0.01),
        "RMSProp-centered" => optim.RMSProp(module.parameters(), 0.01, momentum: 0.9, centered: true),
        "SGD" => optim.SGD(module.parameters(), 0.1),
        _ => optim.SGD(module.parameters(), 0.1, 0.9, 0.1, 0.01),
    };
}
#endif
