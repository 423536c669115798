// A neural network in an ML.NET pipeline.
//   dotnet run -c Release --project samples/MLNetPipeline               the digits: train, evaluate, save, load, ONNX
//   dotnet run -c Release --project samples/MLNetPipeline -- accuracy   beside ML.NET's own trainers on five data sets (docs/mlnet.md)
//   dotnet run -c Release --project samples/MLNetPipeline -- speed      beside the engine without ML.NET (docs/mlnet.md)
//   dotnet run -c Release --project samples/MLNetPipeline -- saving     the roads into another program (docs/mlnet.md)
#if HAS_MLNET
using System.Globalization;
using Interop.Samples.MLNetPipeline.MLNet;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case []:
        DigitsPipeline.Run();
        return 0;
    case ["accuracy"]:
        AccuracyTable.Run();
        return 0;
    case ["speed"]:
        SpeedTable.Run();
        return 0;
    case ["saving"]:
        SavingTable.Run();
        return 0;
    default:
        Console.Error.WriteLine($"Unknown arguments '{string.Join(' ', args)}'; there are none, 'accuracy', 'speed' and 'saving'.");
        return 2;
}
#else
Console.Error.WriteLine("This sample needs ML.NET, which this machine's package sources do not serve:");
Console.Error.WriteLine($"  {Interop.Samples.MLNetPipeline.Backends.MLNet.Summary}");
Console.Error.WriteLine("Add one that serves Microsoft.ML, Microsoft.ML.FastTree and Microsoft.ML.OnnxConverter, and run it again:");
Console.Error.WriteLine("  dotnet nuget add source <address or folder> --name <name>");
return 1;
#endif
