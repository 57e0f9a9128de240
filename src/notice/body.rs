//! How names of bodies (机关、单位) end.

/// Ends of the names of organs that govern and administer: 清泽市教育局, 清泽市林业委员会.
///
/// Longer ends hold these: 人民政府, 办公厅, 总局, 党委.
pub const ORGANS: [&str; 6] = ["政府", "委员会", "办公室", "委", "厅", "局"];

/// Ends of words that name bodies by their sort: 有关部门, 建设单位.
pub const SORTS: [&str; 2] = ["部门", "单位"];
