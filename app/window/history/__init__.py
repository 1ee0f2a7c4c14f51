"""修改记录 and 恢复点: what was done to the report, by whom, and the way back."""
