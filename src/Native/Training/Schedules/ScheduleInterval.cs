namespace Interop.Native.Training.Schedules;

/// <summary>What a schedule counts.</summary>
public enum ScheduleInterval
{
    /// <summary>Epochs: the rate changes after each.</summary>
    Epoch,

    /// <summary>Steps: the rate changes after each batch's update.</summary>
    Step,
}
